using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Converts records of any format to lines of one format, as a flow log of that format delivers them.</summary>
/// <remarks>A field that a record's format lacks becomes <c>-</c>. Not thread-safe.</remarks>
sealed class RecordRendering(FlowLogFormat target)
{
    byte[] line = new byte[512];
    FlowLogFormat? source;
    Run[] runs = [];
    bool isSame;

    /// <summary>Returns a record as a line. It is valid until the next call, and as long as the record is.</summary>
    internal ReadOnlySpan<byte> Render(FlowRecord record)
    {
        if (!ReferenceEquals(source, record.Format))
            Prepare(record.Format);
        if (isSame)
            return record.Line;
        var text = record.Line;
        var starts = record.Starts;
        // Each run is a part of the line or '-', with a space behind it.
        if (line.Length < text.Length + (2 * runs.Length))
            line = new byte[2 * (text.Length + (2 * runs.Length))];
        var length = 0;
        foreach (var (first, last) in runs)
        {
            if (first < 0)
            {
                line[length++] = (byte)'-';
            }
            else
            {
                var values = text[starts[first]..(starts[last + 1] - 1)];
                values.CopyTo(line.AsSpan(length));
                length += values.Length;
            }

            line[length++] = (byte)' ';
        }

        return line.AsSpan(0, length - 1);
    }

    void Prepare(FlowLogFormat format)
    {
        source = format;
        isSame = format.Equals(target);
        var found = new List<Run>();
        foreach (var position in target.Fields.Select(field => PositionIn(format, field)))
        {
            if (position > 0 && found is [.., var run] && run.Last == position - 1)
                found[^1] = run with { Last = position };
            else
                found.Add(new Run(position, position));
        }

        runs = [.. found];
    }

    // A field that isn't in the catalog can have different kinds in the two formats.
    internal static int PositionIn(FlowLogFormat format, FlowField field)
    {
        for (var i = 0; i < format.Fields.Length; i++)
        {
            if (format.Fields[i].Name == field.Name)
                return i;
        }

        return -1;
    }

    /// <summary>Fields that follow each other in both formats, by their positions in the record; negative if the record lacks the field.</summary>
    readonly record struct Run(int First, int Last);
}

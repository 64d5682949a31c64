using System.Buffers;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Converts records of any format to lines of one format, as a flow log of that format delivers them.</summary>
/// <remarks>A field that a record's format lacks becomes <c>-</c>. Not thread-safe.</remarks>
sealed class RecordRendering(FlowLogFormat target)
{
    readonly ArrayBufferWriter<byte> line = new(512);
    FlowLogFormat? source;
    int[] positions = [];
    bool isSame;

    /// <summary>Returns a record as a line. It is valid until the next call, and as long as the record is.</summary>
    internal ReadOnlySpan<byte> Render(FlowRecord record)
    {
        if (!ReferenceEquals(source, record.Format))
            Prepare(record.Format);
        if (isSame)
            return record.Line;
        line.ResetWrittenCount();
        for (var i = 0; i < positions.Length; i++)
        {
            if (i > 0)
                line.Write(" "u8);
            line.Write(positions[i] < 0 ? "-"u8 : record[positions[i]]);
        }

        return line.WrittenSpan;
    }

    void Prepare(FlowLogFormat format)
    {
        source = format;
        isSame = format.Equals(target);
        positions = [.. target.Fields.Select(field => PositionIn(format, field))];
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
}

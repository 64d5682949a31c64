using System.Buffers;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Writes records of any format as lines of one format, as a flow log of that format would have delivered them.</summary>
/// <remarks>A field that a record's format lacks becomes <c>-</c>. Not thread-safe.</remarks>
sealed class RecordRendering(FlowLogFormat target)
{
    readonly ArrayBufferWriter<byte> line = new(512);
    FlowLogFormat? source;
    int[] positions = [];
    bool isSame;

    /// <summary>The record as a line; valid until the next one, and as long as the record is.</summary>
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

    // A field newer than the catalogue may have been given another kind in either place.
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

using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The output of records.</summary>
abstract class RecordOutput(OutputBuffer output)
{
    protected OutputBuffer Output { get; } = output;

    internal static RecordOutput Of(OutputFormat format, OutputBuffer output, bool decodeTags, bool escapesFormulas) => format switch
    {
        OutputFormat.Csv => new AsCsv(output, decodeTags, escapesFormulas),
        OutputFormat.Table => new AsTable(output, decodeTags),
        OutputFormat.Json => new AsJson(output, decodeTags),
        _ => new AsNdjson(output, decodeTags),
    };

    internal abstract void Write(FlowRecord record);

    internal virtual void Finish()
    {
    }

    sealed class AsNdjson(OutputBuffer output, bool decodeTags) : RecordOutput(output)
    {
        readonly FlowRecordJson json = new(decodeTags);

        internal override void Write(FlowRecord record)
        {
            json.Write(record, Output.Bytes);
            Output.EndLine();
        }
    }

    sealed class AsJson(OutputBuffer output, bool decodeTags) : RecordOutput(output)
    {
        readonly FlowRecordJson json = new(decodeTags);
        bool hasItems;

        internal override void Write(FlowRecord record)
        {
            Output.Write(hasItems ? ",\n" : "[\n");
            hasItems = true;
            json.Write(record, Output.Bytes);
            Output.FlushWhenFull();
        }

        internal override void Finish() => Output.WriteLine(hasItems ? "\n]" : "[]");
    }

    // Records of another format start a new list with its own header line.
    sealed class AsCsv(OutputBuffer output, bool decodeTags, bool escapesFormulas) : RecordOutput(output)
    {
        FlowLogFormat? format;

        internal override void Write(FlowRecord record)
        {
            if (!record.Format.Equals(format))
            {
                if (format is not null)
                    Output.WriteLine("");
                format = record.Format;
                FlowRecordCsv.WriteHeader(format, Output.Bytes);
            }

            FlowRecordCsv.Write(record, Output.Bytes, decodeTags, escapesFormulas);
            Output.FlushWhenFull();
        }
    }

    sealed class AsTable(OutputBuffer output, bool decodeTags) : RecordOutput(output)
    {
        FlowLogFormat? format;
        TextTable? table;

        internal override void Write(FlowRecord record)
        {
            if (!record.Format.Equals(format))
            {
                Finish();
                if (format is not null)
                    Output.WriteLine("");
                format = record.Format;
                table = new TextTable(Output, [.. format.Fields.Select(field => new TextTable.Column(field.Name, field.IsNumeric))]);
            }

            var row = new string[format.Fields.Length];
            for (var position = 0; position < row.Length; position++)
                row[position] = Encoding.UTF8.GetString(decodeTags && format.Fields[position].Kind is FieldKind.EncodedText ? Decode(record, position)
                    : record[position]);
            table!.Add(row);
        }

        internal override void Finish() => table?.Finish();

        static ReadOnlySpan<byte> Decode(FlowRecord record, int position)
        {
            var decoded = new byte[record[position].Length];
            if (!PercentEncoding.TryDecode(record[position], decoded, out var written))
                return record[position];
            return decoded.AsSpan(0, written);
        }
    }
}

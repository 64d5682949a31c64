using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The output of a filter pattern's matches.</summary>
abstract class MatchOutput : IDisposable
{
    /// <summary>Returns the output for an output format.</summary>
    internal static MatchOutput Of(OutputFormat format, OutputBuffer output) => format is OutputFormat.Table or OutputFormat.Csv ? new Rows(format, output)
        : new Objects(format, output);

    /// <summary>Writes a match.</summary>
    /// <param name="eventNumber">Number of the event in the input, from 1.</param>
    /// <param name="match">The match.</param>
    internal abstract void Write(long eventNumber, LogPatternMatch match);

    /// <summary>Completes the output.</summary>
    internal abstract void Finish();

    public abstract void Dispose();

    sealed class Objects(OutputFormat format, OutputBuffer output) : MatchOutput
    {
        readonly LogPatternMatchJson json = new();
        bool hasItems;

        internal override void Write(long eventNumber, LogPatternMatch match)
        {
            if (format is OutputFormat.Json)
                output.Write(hasItems ? ",\n" : "[\n");
            hasItems = true;
            json.Write(eventNumber, match, output.Bytes);
            if (format is OutputFormat.Json)
                output.FlushWhenFull();
            else
                output.EndLine();
        }

        internal override void Finish()
        {
            if (format is OutputFormat.Json)
                output.WriteLine(hasItems ? "\n]" : "[]");
        }

        public override void Dispose() => json.Dispose();
    }

    sealed class Rows(OutputFormat format, OutputBuffer output) : MatchOutput
    {
        readonly RowOutput rows = new(format, output, [new("eventNumber", true), new("eventMessage"), new("extractedValues")]);

        internal override void Write(long eventNumber, LogPatternMatch match)
        {
            var values = new StringBuilder();
            foreach (var value in match)
                values.Append(values.Length == 0 ? "" : " ").Append(value.Name).Append('=').Append(Encoding.UTF8.GetString(value.Text));
            rows.Add(eventNumber.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetString(match.Message), values.ToString());
        }

        internal override void Finish() => rows.Finish();

        public override void Dispose()
        {
            // Rows have no resources to release.
        }
    }
}

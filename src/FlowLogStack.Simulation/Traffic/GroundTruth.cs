using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>
/// Writes beside generated files which of their lines belong to which scenario, as CSV: <c>file, first_line, last_line,
/// scenario, part, from, to</c>, one row for each run of lines that belong together.
/// </summary>
/// <remarks>
/// Lines count from 1, a header line included. All that is no attack is one scenario, <c>background</c>, NODATA records
/// too. <c>part</c> is <c>request</c>; <c>answer</c>, which detections of ports should leave alone; <c>relay</c> for a request
/// seen where it arrives at a gateway, whose address stands in for the server's; and empty for background and for records
/// without traffic. <c>from</c> and <c>to</c> are the earliest start
/// and the latest end in the run, in UTC. Rows of different files may alternate; those of one file are in its order.
/// </remarks>
/// <param name="output">Takes the rows; not disposed.</param>
public sealed class GroundTruth(TextWriter output)
{
    /// <summary>The scenario of the runs that no detection should call anything.</summary>
    public const string Background = "background";

    /// <summary>The first line.</summary>
    public const string Header = "file,first_line,last_line,scenario,part,from,to";

    bool hasHeader;

    /// <summary>Begins a file.</summary>
    /// <param name="name">How rows call it; without commas and quotation marks.</param>
    /// <param name="headerLines">The lines above its first record.</param>
    public FileTruth Open(string name, int headerLines)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.AsSpan().IndexOfAny(",\"\r\n") >= 0)
            name = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        if (!hasHeader)
            output.WriteLine(Header);
        hasHeader = true;
        return new FileTruth(output, name, headerLines);
    }

    /// <summary>The truth about one file.</summary>
    public sealed class FileTruth
    {
        readonly TextWriter output;
        readonly string name;
        Label? label;
        long line;
        long first;
        long from;
        long to;

        internal FileTruth(TextWriter output, string name, int headerLines)
        {
            this.output = output;
            this.name = name;
            line = headerLines;
        }

        /// <summary>Takes note of the file's next line.</summary>
        public void Add(in GeneratedRecord record)
        {
            line++;
            var next = LabelOf(record);
            if (next == label)
            {
                from = Math.Min(from, record.Start);
                to = Math.Max(to, record.End);
                return;
            }

            Close(line - 1);
            (label, first, from, to) = (next, line, record.Start, record.End);
        }

        /// <summary>Writes the last run; the file has no more lines.</summary>
        public void Close()
        {
            Close(line);
            label = null;
        }

        void Close(long last)
        {
            if (label is { } run)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name},{first},{last},{run.Scenario},{run.Part},{ToText(from)},{ToText(to)}"));
        }

        static Label LabelOf(in GeneratedRecord record) =>
            record.IsBackground ? new Label(Background, "")
            : record.Status is not Records.LogStatus.Ok ? new Label(record.Scenario!.Name, "")
            : new Label(record.Scenario!.Name, record.IsAnswer ? "answer" : record.IsRelayed ? "relay" : "request");

        static string ToText(long seconds) => TrafficPlan.ToText(DateTimeOffset.FromUnixTimeSeconds(seconds));

        readonly record struct Label(string Scenario, string Part);
    }
}

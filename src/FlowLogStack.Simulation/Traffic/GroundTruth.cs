using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>
/// Writes the ground truth of generated files as CSV: <c>file, first_line, last_line, scenario, part, from, to</c>, one row for each run of lines of
/// one scenario.
/// </summary>
/// <remarks>
/// Lines are numbered from 1, including a header line. Everything that isn't an attack is one scenario, <c>background</c>, including NODATA records.
/// <c>part</c> is <c>request</c>; <c>answer</c>, which port detections should ignore; <c>relay</c> for a request recorded on arrival at a gateway, with
/// the gateway's address as the destination; and empty for background and for records without traffic. <c>from</c> and <c>to</c> are the earliest start
/// and the latest end in the run, in UTC. Rows of different files may alternate; those of one file are in its order.
/// </remarks>
/// <param name="output">Receives the rows. The writer isn't disposed.</param>
sealed class GroundTruth(TextWriter output)
{
    /// <summary>The scenario of lines that no detection should report.</summary>
    public const string Background = "background";

    /// <summary>The header line of the CSV.</summary>
    public const string Header = "file,first_line,last_line,scenario,part,from,to";

    bool hasHeader;

    /// <summary>Starts a file.</summary>
    /// <param name="name">Name of the file in rows, without commas and quotation marks.</param>
    /// <param name="headerLines">Number of lines before its first record.</param>
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

    /// <summary>The ground truth of one file.</summary>
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

        /// <summary>Adds the file's next line.</summary>
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

        /// <summary>Writes the last run of lines.</summary>
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

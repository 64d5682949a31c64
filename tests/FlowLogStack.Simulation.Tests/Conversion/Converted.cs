using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests.Conversion;

/// <summary>The result of a converter.</summary>
sealed record Converted(IReadOnlyList<string> Records, IReadOnlyList<string> Labels, IReadOnlyList<(long Line, string Problem)> Malformed, long Connections,
    long Unmonitored)
{
    internal static Converted Of(CaptureKind kind, string text, CaptureOptions? options = null) => Of(kind, Encoding.UTF8.GetBytes(text), options);

    internal static Converted Of(CaptureKind kind, byte[] bytes, CaptureOptions? options = null)
    {
        using var output = new MemoryStream();
        using var labelText = new StringWriter { NewLine = "\n" };
        var malformed = new List<(long, string)>();
        var converter = new CaptureConverter(kind, output, options, new CaptureLabels(labelText));
        converter.Read(new MemoryStream(bytes), "capture", (line, problem) => malformed.Add((line, problem)));
        converter.Finish();
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var format = (options ?? new CaptureOptions()).Format;
        Assert.Equal(format.ToHeaderLine(), lines[0]);
        Assert.Equal(converter.Records, lines.Length - 1);
        Assert.Equal(converter.Malformed, malformed.Count);
        var reader = new FlowLogReader(format);
        foreach (var line in lines.Skip(1))
            Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(line), out _, out var why), $"{line}: {why}");
        return new Converted([.. lines.Skip(1)], labelText.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), malformed, converter.Connections,
            converter.Unmonitored);
    }

    /// <summary>Returns the fields of each record by name.</summary>
    internal IEnumerable<string> Fields(params string[] names)
    {
        var format = FlowLogFormat.V5;
        return Records.Select(record => string.Join(' ', names.Select(name => record.Split(' ')[Position(name)])));

        int Position(string name) => format.Fields.Select(field => field.Name).ToList().IndexOf(name);
    }
}

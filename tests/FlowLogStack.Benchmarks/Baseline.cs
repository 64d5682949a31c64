using System.Globalization;
using System.Net;
using System.Text;

namespace FlowLogStack.Benchmarks;

/// <summary>What most people would write: a StreamReader over in-memory lines, Split and Parse.</summary>
sealed class Baseline : BenchmarkPath
{
    internal override string Name => "baseline";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input)
    {
        var records = 0L;
        var sum = 0L;
        var elapsed = input.TimeInMemory(lines =>
        {
            using var reader = new StreamReader(new MemoryStream(lines.ToArray()), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                sum += Read(line);
                records++;
            }
        });
        GC.KeepAlive(sum);
        return (elapsed, records);
    }

    static long Read(string line)
    {
        var fields = line.Split(' ');
        if (fields.Length != 14)
            throw new InvalidDataException(line);
        return int.Parse(fields[0], CultureInfo.InvariantCulture)
            + fields[1].Length
            + fields[2].Length
            + (fields[3] == "-" ? 0 : IPAddress.Parse(fields[3]).GetHashCode())
            + (fields[4] == "-" ? 0 : IPAddress.Parse(fields[4]).GetHashCode())
            + Number(fields[5])
            + Number(fields[6])
            + Number(fields[7])
            + Number(fields[8])
            + Number(fields[9])
            + DateTimeOffset.FromUnixTimeSeconds(Number(fields[10])).Ticks
            + DateTimeOffset.FromUnixTimeSeconds(Number(fields[11])).Ticks
            + (fields[12] == "ACCEPT" ? 1 : fields[12] == "REJECT" ? 2 : 0)
            + (fields[13] == "OK" ? 1 : fields[13] == "NODATA" ? 2 : 3);
    }

    static long Number(string field) => field == "-" ? 0 : long.Parse(field, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace FlowLogStack.Benchmarks;

/// <summary>What most people would write: a StreamReader over in-memory lines, Split and Parse.</summary>
sealed class Baseline : BenchmarkPath
{
    internal override string Name => "baseline";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input)
    {
        var records = 0L;
        var bytes = 0L;
        var elapsed = input.TimeInMemory(lines =>
        {
            MemoryMarshal.TryGetArray(lines, out var array);
            using var reader = new StreamReader(new MemoryStream(array.Array!, array.Offset, array.Count), Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                bytes += Parse(line).Bytes ?? 0;
                records++;
            }
        });
        GC.KeepAlive(bytes);
        return (elapsed, records);
    }

    static Record Parse(string line)
    {
        var fields = line.Split(' ');
        if (fields.Length != 14)
            throw new InvalidDataException(line);
        return new Record(
            int.Parse(fields[0], CultureInfo.InvariantCulture),
            fields[1],
            fields[2],
            Address(fields[3]),
            Address(fields[4]),
            (int?)Number(fields[5]),
            (int?)Number(fields[6]),
            (int?)Number(fields[7]),
            Number(fields[8]),
            Number(fields[9]),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[10], CultureInfo.InvariantCulture)),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[11], CultureInfo.InvariantCulture)),
            fields[12],
            fields[13]);
    }

    static IPAddress? Address(string field) => field == "-" ? null : IPAddress.Parse(field);

    static long? Number(string field) => field == "-" ? null : long.Parse(field, CultureInfo.InvariantCulture);

    sealed record Record(
        int Version,
        string AccountId,
        string InterfaceId,
        IPAddress? SrcAddr,
        IPAddress? DstAddr,
        int? SrcPort,
        int? DstPort,
        int? Protocol,
        long? Packets,
        long? Bytes,
        DateTimeOffset Start,
        DateTimeOffset End,
        string Action,
        string LogStatus);
}

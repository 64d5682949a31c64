using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace FlowLogStack.Benchmarks;

/// <summary>The parts of the way from a line to its fields and on to JSON, one by one.</summary>
[MemoryDiagnoser]
public class ReaderBenchmarks
{
    const int Lines = 10_000;

    readonly FlowLogReader reader = new(FlowLogFormat.Default);
    readonly FlowRecordJson json = new();
    readonly ArrayBufferWriter<byte> output = new(1 << 20);
    readonly RecordFilter filter = new(RecordCondition.Parse("action=REJECT"), RecordCondition.Parse("dstport=22,3389"),
        RecordCondition.Parse("srcaddr=10.0.0.0/8"));
    byte[][] lines = [];

    /// <summary>Generates the lines, without their endings.</summary>
    [GlobalSetup]
    public void Generate()
    {
        var generated = new GeneratedLines();
        lines = [.. Enumerable.Range(0, Lines).Select(_ => generated.Next()[..^1])];
    }

    /// <summary>Judges each line and reads its numbers and addresses.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Lines)]
    public int Read()
    {
        var records = 0;
        foreach (var line in lines)
        {
            if (reader.TryRead(line, out _, out _))
                records++;
        }

        return records;
    }

    /// <summary>Reads each line and asks for all its fields.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public long ReadAllFields()
    {
        var sum = 0L;
        foreach (var line in lines)
        {
            if (reader.TryRead(line, out var record, out _))
                sum += FourteenFields.Sum(record);
        }

        return sum;
    }

    /// <summary>Reads each line and tests three conditions.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public int ReadAndFilter()
    {
        var passed = 0;
        foreach (var line in lines)
        {
            if (reader.TryRead(line, out var record, out _) && filter.Passes(record))
                passed++;
        }

        return passed;
    }

    /// <summary>Reads each line and writes it as JSON.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public int ReadAndWriteJson()
    {
        var written = 0;
        foreach (var line in lines)
        {
            output.ResetWrittenCount();
            if (reader.TryRead(line, out var record, out _))
                json.Write(record, output);
            written += output.WrittenCount;
        }

        return written;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FlowLogStack.Soak;

/// <summary>What a soak counted.</summary>
sealed record SoakResult
{
    /// <summary>Records sent.</summary>
    public int Records { get; init; }

    /// <summary>Events sent, by shape.</summary>
    public ImmutableSortedDictionary<string, int> Events { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Kills.</summary>
    public int Kills { get; init; }

    /// <summary>Kills before the response.</summary>
    public int KilledInTheMiddle { get; init; }

    /// <summary>Kills of replays.</summary>
    public int KilledReplays { get; init; }

    /// <summary>Events sent again because they failed or their process was killed.</summary>
    public int Redelivered { get; init; }

    /// <summary>Dead letters replayed by invocations that were not killed.</summary>
    public int Replayed { get; init; }

    /// <summary>Dead letters left at the end.</summary>
    public int LettersLeft { get; init; }

    /// <summary>Records that never reached the endpoint.</summary>
    public IReadOnlyList<int> LostAtEndpoint { get; init; } = [];

    /// <summary>Records that are in no object of the destination bucket.</summary>
    public IReadOnlyList<int> LostInBucket { get; init; } = [];

    /// <summary>Records of Firehose that are in no answer.</summary>
    public IReadOnlyList<int> LostInAnswers { get; init; } = [];

    /// <summary>Records that reached the endpoint more than once.</summary>
    public int Twice { get; init; }

    /// <summary>Records in more than one object of the bucket.</summary>
    public int TwiceInBucket { get; init; }

    /// <summary>How often each fault happened.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Faults { get; init; } = [];

    /// <summary>The memory of the process that is not killed, after so many records.</summary>
    public ImmutableList<(int Records, long Bytes)> Memory { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The last lines of the function's log.</summary>
    public string LastLog { get; init; } = "";

    /// <summary>The highest memory in the second quarter of the watched process's records.</summary>
    public long EarlyPeak => Peak(Memory.Count / 4, Memory.Count / 2);

    /// <summary>The highest memory in the last quarter.</summary>
    public long LatePeak => Peak(Memory.Count * 3 / 4, Memory.Count);

    /// <summary>Whether memory stayed: the late peak is at most a tenth and 16 MB above the early one.</summary>
    public bool IsFlat => LatePeak <= (EarlyPeak * 1.1) + 16_000_000;

    /// <summary>Whether nothing was lost, nothing stayed behind and memory stayed.</summary>
    public bool IsGood => LostAtEndpoint.Count + LostInBucket.Count + LostInAnswers.Count + LettersLeft == 0 && IsFlat;

    /// <summary>The result as Markdown.</summary>
    public string ToMarkdown(SoakOptions options)
    {
        var text = new StringBuilder();
        void Row(string name, object value) => text.Append(CultureInfo.InvariantCulture, $"| {name} | {value:N0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"# Soak of the function, {DateTime.UtcNow:yyyy-MM-dd}\n\n");
        text.Append(CultureInfo.InvariantCulture,
            $"`tests/soak.sh --records {options.Records} --seed {options.Seed} --runtime {options.Runtime}`, {Environment.ProcessorCount} cores, ");
        text.Append(CultureInfo.InvariantCulture, $"{RuntimeInformation.RuntimeIdentifier}, .NET {Environment.Version}.\n\n");
        text.Append("| counted | number |\n|---|---|\n");
        Row("records sent", Records);
        Row("**lost** at the endpoint", LostAtEndpoint.Count);
        Row("**lost** in the destination bucket", LostInBucket.Count);
        Row("**lost** in answers to Firehose", LostInAnswers.Count);
        Row("dead letters left", LettersLeft);
        Row("records at the endpoint more than once", Twice);
        Row("records in more than one object", TwiceInBucket);
        Row("kills (SIGKILL)", Kills);
        Row("… before the response", KilledInTheMiddle);
        Row("… of replays", KilledReplays);
        Row("events sent again", Redelivered);
        Row("dead letters replayed", Replayed);
        Row("memory in the second quarter, at most, MB", EarlyPeak / 1_000_000);
        Row("memory in the last quarter, at most, MB", LatePeak / 1_000_000);
        Row("seconds", (int)Elapsed.TotalSeconds);
        text.Append("\nMemory is that of the process that handles the first half of the records, its heap limited as in a function of 512 MB.\n");
        text.Append("\n| event shape | events |\n|---|---|\n");
        foreach (var (kind, count) in Events)
            Row(kind, count);
        text.Append("\n| fault | times |\n|---|---|\n");
        foreach (var (fault, count) in Faults)
            Row(fault, count);
        return text.ToString();
    }

    long Peak(int from, int to) => Memory.Skip(from).Take(to - from).Select(sample => sample.Bytes).DefaultIfEmpty().Max();
}

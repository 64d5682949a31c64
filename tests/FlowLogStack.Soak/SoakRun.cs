using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Soak;

/// <summary>The soak: events until all records are sent, with kills and faults, a replay of every dead letter, and the count.</summary>
sealed class SoakRun : IDisposable
{
    const string Lake = "lake";
    const string Letters = "dead";
    const string Queue = "https://sqs.eu-west-1.amazonaws.com/111122223333/letters";
    static readonly TimeSpan TimePerEvent = TimeSpan.FromSeconds(20);

    readonly SoakOptions options;
    readonly PublishedPackage package;
    readonly Random random;
    readonly Faults faults;
    readonly LoopbackAws aws = new();
    readonly LoopbackServer endpoint;
    readonly EventMaker maker;
    readonly Ledger atEndpoint;
    readonly Ledger inAnswers;
    readonly List<(int First, int Count)> toFirehose = [];
    readonly Stopwatch clock = Stopwatch.StartNew();
    FunctionProcess? function;

    public SoakRun(SoakOptions options, PublishedPackage package)
    {
        this.options = options;
        this.package = package;
        random = new Random(options.Seed);
        faults = new Faults(options.Seed);
        maker = new EventMaker(random, aws, options.Kinds);
        atEndpoint = new Ledger(options.Records);
        inAnswers = new Ledger(options.Records);
        for (var i = 0; i < 150; i++)
            aws.Interfaces.Add(new LoopbackInterface($"eni-{i:x17}", "subnet-0a", "vpc-01", ["sg-0"], [$"10.20.0.{i}"]));
        aws.Trouble = faults.OfAws;
        endpoint = new LoopbackServer(request =>
        {
            endpoint!.Requests.Clear();
            if (faults.OfEndpoint() is { } fault)
                return fault;
            if (atEndpoint.Enter(request.Unzipped()) is var unknown and > 0)
                throw new InvalidDataException($"{unknown} lines of a request have no record's id.");
            return LoopbackReply.Ok;
        });
    }

    /// <summary>What was counted.</summary>
    public SoakResult Result { get; private set; } = new();

    /// <summary>Runs.</summary>
    public async Task RunAsync()
    {
        var sent = 0;
        for (var events = 0; sent < options.Records && clock.Elapsed < TimeSpan.FromMinutes(options.Minutes); events++)
        {
            // Half of the records go through one process, so that its memory can be watched; then it is killed again and again.
            var kills = sent >= options.Records / 2;
            faults.AreOn = events / 20 % 2 == 1;
            var next = maker.Next(sent + 1, options.Records - sent);
            await DeliverAsync(next, kills && random.Next(4) == 0);
            if (next.Kind.StartsWith("firehose", StringComparison.Ordinal))
                toFirehose.Add((sent + 1, next.Records));
            sent += next.Records;
            Result = Result with { Records = sent, Events = Result.Events.SetItem(next.Kind, Result.Events.GetValueOrDefault(next.Kind) + 1) };
            if (!kills)
                Result = Result with { Memory = Result.Memory.Add((sent, function!.Memory)) };
            if (events % 97 == 96)
                await ReplayAsync(kill: kills);
            if (events % 50 == 49)
                Console.WriteLine($"{clock.Elapsed:mm\\:ss} {sent} records, {Result.Kills} kills, {LettersKept()} letters, {function?.Memory / 1_000_000} MB");
        }

        await FinishAsync(sent);
    }

    public void Dispose()
    {
        function?.Dispose();
        endpoint.Dispose();
        aws.Dispose();
    }

    async Task DeliverAsync(SoakEvent next, bool kill)
    {
        while (!next.IsDone)
        {
            (bool IsError, byte[] Body)? answer;
            if (kill)
            {
                answer = await Function().InvokeAndKillAsync(next.Payload(), TimeSpan.FromMilliseconds(random.Next(0, 120)));
                Result = Result with { Kills = Result.Kills + 1, KilledInTheMiddle = Result.KilledInTheMiddle + (answer is null ? 1 : 0) };
                Restart();
                kill = random.Next(3) == 0;
            }
            else
            {
                answer = await Function().InvokeAsync(next.Payload());
            }

            if (answer is { IsError: false } accepted)
                next.Accept(accepted.Body, data => inAnswers.Enter(data));
            else
                Result = Result with { Redelivered = Result.Redelivered + 1 };
            if (answer is { IsError: true } && !faults.AreOn)
                throw new InvalidDataException($"{next.Kind} failed without a fault: {Encoding.UTF8.GetString(answer.Value.Body)}");
        }
    }

    async Task ReplayAsync(bool kill)
    {
        if (kill)
        {
            await Function().InvokeAndKillAsync("""{"replay":{}}"""u8.ToArray(), TimeSpan.FromMilliseconds(random.Next(50, 800)));
            Result = Result with { Kills = Result.Kills + 1, KilledReplays = Result.KilledReplays + 1 };
            Restart();
            return;
        }

        var (isError, body) = await Function().InvokeAsync("""{"replay":{}}"""u8.ToArray());
        if (isError)
            return;
        using var json = JsonDocument.Parse(body);
        Result = Result with { Replayed = Result.Replayed + json.RootElement.GetProperty("replayed").GetInt32() };
    }

    async Task FinishAsync(int sent)
    {
        faults.AreOn = false;
        for (var rounds = 0; LettersKept() > 0 && rounds < 50; rounds++)
            await ReplayAsync(kill: false);
        var inLake = new Ledger(options.Records);
        foreach (var (_, content) in aws.Objects.Where(item => item.Key.StartsWith(Lake + "/", StringComparison.Ordinal)))
        {
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            inLake.Enter(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        }

        Result = Result with
        {
            LostAtEndpoint = [.. atEndpoint.Missing(1, sent)],
            LostInBucket = [.. inLake.Missing(1, sent)],
            LostInAnswers = [.. toFirehose.SelectMany(range => inAnswers.Missing(range.First, range.Count))],
            Twice = atEndpoint.Duplicates,
            TwiceInBucket = inLake.Duplicates,
            LettersLeft = LettersKept(),
            Faults = [.. faults.Counts],
            Elapsed = clock.Elapsed,
            LastLog = function?.Log ?? "",
        };
    }

    int LettersKept() => aws.Messages.Count + aws.Objects.Keys.Count(key => key.StartsWith(Letters + "/", StringComparison.Ordinal));

    FunctionProcess Function() => function ??= new FunctionProcess(
        package,
        [
            ("AWS_REGION", "eu-west-1"), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_ENDPOINT_URL", aws.Url.ToString()),
            ("AWS_LAMBDA_FUNCTION_NAME", "processor"), ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/processor"),
            ("SUMO_ENDPOINT", endpoint.Url.ToString()), ("LOG_FORMAT", "VPC-JSON"), ("INCLUDE_SECURITY_GROUP_INFO", "true"), ("INTERFACE_CACHE_SECONDS", "5"),
            ("ENDPOINT_TIMEOUT_SECONDS", "2"), ("ENDPOINT_MAX_ATTEMPTS", "3"), ("ENDPOINT_BATCH_BYTES", "150000"),
            ("DESTINATION_BUCKET", Lake), ("DEAD_LETTER_BUCKET", Letters), ("DEAD_LETTER_QUEUE_URL", Queue),
            // The heap of a function of 512 MB, in hexadecimal bytes.
            ("DOTNET_GCHeapHardLimit", "18000000"),
        ],
        TimePerEvent);

    void Restart()
    {
        function?.Dispose();
        function = null;
    }
}

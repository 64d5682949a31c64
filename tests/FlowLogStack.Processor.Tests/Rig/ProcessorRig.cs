using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>A processor whose endpoint and AWS are on this machine.</summary>
sealed class ProcessorRig : IDisposable
{
    readonly LoopbackClients clients;
    readonly EventProcessor processor;
    readonly StringWriter log = new();

    public ProcessorRig(params (string Name, string Value)[] environment)
        : this(_ => LoopbackReply.Ok, environment)
    {
    }

    public ProcessorRig(Func<LoopbackRequest, LoopbackReply> endpoint, params (string Name, string Value)[] environment)
    {
        Endpoint = new LoopbackServer(endpoint);
        clients = new LoopbackClients(Aws);
        var variables = new Dictionary<string, string>
        {
            ["AWS_REGION"] = "eu-west-1",
            ["AWS_LAMBDA_FUNCTION_NAME"] = "processor",
            ["LOG_FORMAT"] = "VPC-RAW",
            ["SUMO_ENDPOINT"] = $"{Endpoint.Url}receiver/v1/http/TOKEN==",
        };
        foreach (var (name, value) in environment)
            variables[name] = value;
        processor = new EventProcessor(SettingsReader.Read(name => variables.GetValueOrDefault(name)), clients, TimeProvider.System,
            new Log(TextWriter.Synchronized(log), json: false, LogLevel.Info));
    }

    public LoopbackServer Endpoint { get; }

    public LoopbackAws Aws { get; } = new();

    public string Log => log.ToString();

    /// <summary>The metrics of the last event: every embedded metric document, merged by direction.</summary>
    public IReadOnlyList<JsonElement> Metrics =>
        [.. Log.Split('\n').Where(line => line.StartsWith("{\"_aws\"", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement)];

    public JsonElement LastMetrics => Metrics.Last(document => document.TryGetProperty("Records", out _));

    /// <summary>The lines the endpoint has taken, in the order of its requests.</summary>
    public IEnumerable<string> Delivered => Endpoint.Requests.SelectMany(request => request.Text.Split('\n'));

    /// <summary>The ports of the records that the endpoint has taken, which name them.</summary>
    public IEnumerable<int> DeliveredPorts => Delivered.Select(PortOf);

    /// <summary>The events in the dead letters, as they would be processed again.</summary>
    public IEnumerable<string> ParkedEvents => Letters.Where(letter => letter.Kind is DeadLetterKind.Event)
        .Select(letter => Encoding.UTF8.GetString(letter.Body()));

    /// <summary>The dead letters in the bucket.</summary>
    public IEnumerable<DeadLetter> Letters => Aws.Objects.Where(item => item.Key.StartsWith("dead/", StringComparison.Ordinal))
        .OrderBy(item => item.Key, StringComparer.Ordinal).Select(item =>
    {
        using var json = JsonDocument.Parse(item.Value);
        return DeadLetter.Parse(json.RootElement);
    });

    /// <summary>The port of a record, by which the tests tell records apart.</summary>
    public static int PortOf(string line) => int.Parse(line.Split(' ')[6], System.Globalization.CultureInfo.InvariantCulture);

    public async Task<string> SendAsync(string payload, TimeSpan? time = null)
    {
        var answer = await processor.HandleAsync(new Invocation(Guid.NewGuid().ToString(), DateTimeOffset.UtcNow + (time ?? TimeSpan.FromSeconds(60)), null,
            Encoding.UTF8.GetBytes(payload)));
        return Encoding.UTF8.GetString(answer.Span);
    }

    public void Dispose()
    {
        processor.Dispose();
        clients.Dispose();
        Endpoint.Dispose();
        Aws.Dispose();
        log.Dispose();
    }
}

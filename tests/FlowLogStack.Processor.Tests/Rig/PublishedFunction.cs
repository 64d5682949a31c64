using System.Collections.Immutable;

namespace FlowLogStack.Processor.Tests;

/// <summary>A published package under way, with the Runtime API, AWS and endpoint around it.</summary>
sealed class PublishedFunction : IDisposable
{
    readonly PublishedPackage package;
    readonly (string Name, string Value)[] environment;

    public PublishedFunction(PublishedPackage package, params (string Name, string Value)[] environment)
        : this(package, new LoopbackAws(), _ => LoopbackReply.Ok, environment)
    {
    }

    public PublishedFunction(PublishedPackage package, LoopbackAws aws, Func<LoopbackRequest, LoopbackReply> reply,
        params (string Name, string Value)[] environment)
    {
        this.package = package;
        Aws = aws;
        Endpoint = new LoopbackServer(reply);
        this.environment = [("SUMO_ENDPOINT", Endpoint.Url.ToString()), .. environment];
        Process = Start();
    }

    public LoopbackRuntimeApi Api { get; } = new();

    public LoopbackAws Aws { get; }

    public LoopbackServer Endpoint { get; }

    public PublishedProcess Process { get; private set; }

    /// <summary>The lines that the endpoint received.</summary>
    public IEnumerable<string> Delivered => Endpoint.Requests.SelectMany(request => request.Text.Split('\n'));

    /// <summary>The keys of the dead letters.</summary>
    public ImmutableArray<string> Letters => [.. Aws.Objects.Keys.Where(key => key.StartsWith("dead/dead-letters/", StringComparison.Ordinal))];

    /// <summary>Hands out an event and waits for its answer: <c>response</c> or <c>error</c>, a space, and the body.</summary>
    public Task<string> InvokeAsync(string payload) => Api.InvokeAsync(payload);

    /// <summary>Kills the process in which it runs, and starts another.</summary>
    /// <returns>What the killed process wrote.</returns>
    public async Task<string> RestartAsync()
    {
        Process.Kill();
        await Process.ExitCodeAsync();
        var output = Process.Output;
        Process.Dispose();
        Api.ForgetRuntime();
        Process = Start();
        return output;
    }

    public void Dispose()
    {
        Process.Dispose();
        Endpoint.Dispose();
        Api.Dispose();
    }

    PublishedProcess Start() => new(package, Api, Aws, environment);
}

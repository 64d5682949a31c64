using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FlowLogStack.Testing;

/// <summary>A local stand-in for AWS (<c>moto_server</c>) on a free loopback port, and the AWS CLI pointed at it.</summary>
public sealed class LocalAws : IDisposable
{
    /// <summary>The account everything belongs to.</summary>
    public const string Account = "123456789012";

    /// <summary>The region everything is in.</summary>
    public const string Region = "eu-west-1";

    static readonly Dictionary<string, string> Credentials = new()
    {
        ["AWS_ACCESS_KEY_ID"] = "testing",
        ["AWS_SECRET_ACCESS_KEY"] = "testing",
        ["AWS_REGION"] = Region,
        ["AWS_DEFAULT_REGION"] = Region,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_MAX_ATTEMPTS"] = "1",
        ["AWS_PAGER"] = "",
    };

    readonly Process server;
    readonly string endpoint;
    AwsCli? cli;

    LocalAws(Process server, string endpoint)
    {
        this.server = server;
        this.endpoint = endpoint;
    }

    /// <summary>The environment that points an AWS SDK at the stand-in.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(Credentials) { ["AWS_ENDPOINT_URL"] = endpoint };

    /// <summary>Starts the server and waits until it answers.</summary>
    public static LocalAws Start()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = Process.Start(start) ?? throw new InvalidOperationException("moto_server did not start.");
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        var local = new LocalAws(server, $"http://127.0.0.1:{port}");
        local.WaitUntilReady(port);
        return local;
    }

    /// <summary>Runs an AWS CLI command and reads its JSON answer; null when it prints nothing.</summary>
    /// <exception cref="InvalidOperationException">The command failed; the message holds what it printed.</exception>
    public JsonNode? Run(params string[] arguments)
    {
        var result = Try(arguments);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"aws {string.Join(' ', arguments)} exited with {result.ExitCode}: {result.Errors}");
        return result.Output.Length == 0 ? null : JsonNode.Parse(result.Output);
    }

    /// <summary>Runs an AWS CLI command whose input is a JSON document, checked by the CLI against the service's own model.</summary>
    public JsonNode? Run(string service, string operation, JsonNode input) =>
        Run(service, operation, "--cli-input-json", input.ToJsonString());

    /// <summary>Runs an AWS CLI command that may fail.</summary>
    public ToolResult Try(params string[] arguments)
    {
        string[] command = ["--endpoint-url", endpoint, "--output", "json", .. arguments];
        return AwsCli.Interpreter is null ? Tool.Run("aws", command, Credentials) : (cli ??= AwsCli.Start(Credentials)).Run(command);
    }

    /// <summary>Creates a stack and waits for it.</summary>
    /// <returns>The physical id of each resource that the stand-in makes, by logical id; it passes over types it does not know.</returns>
    public IReadOnlyDictionary<string, string> Deploy(string stackName, JsonObject template)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, template.ToJsonString());
            Run("cloudformation", "create-stack", "--stack-name", stackName, "--template-body", $"file://{file}", "--capabilities", "CAPABILITY_NAMED_IAM");
        }
        finally
        {
            File.Delete(file);
        }

        return Run("cloudformation", "describe-stack-resources", "--stack-name", stackName)!["StackResources"]!.AsArray()
            .Where(resource => resource!["LogicalResourceId"] is not null && resource["PhysicalResourceId"] is not null)
            .ToDictionary(resource => (string)resource!["LogicalResourceId"]!, resource => (string)resource!["PhysicalResourceId"]!);
    }

    /// <summary>Stops the server.</summary>
    public void Dispose()
    {
        cli?.Dispose();
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        server.Dispose();
    }

    void WaitUntilReady(int port)
    {
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(60); Thread.Sleep(100))
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (!server.HasExited)
            {
            }
        }

        throw new InvalidOperationException("moto_server did not answer within a minute.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

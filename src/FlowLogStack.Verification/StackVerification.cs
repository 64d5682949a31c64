using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>A verification of a deployed stack against its template, including whether it works.</summary>
/// <remarks>
/// It changes nothing, unless <see cref="VerificationOptions.Notifies"/> is true. If a service returns an error for a call, the
/// checks that depend on it fail with the missing permission, and the other checks continue.
/// </remarks>
public sealed class StackVerification
{
    readonly string json;
    readonly string name;
    readonly Dictionary<string, string> parameters;
    readonly StackReading stack;
    readonly Deployed deployed;

    StackVerification(string json, string name, StackReading stack, VerificationOptions options, AwsServices services)
    {
        this.json = json;
        this.name = name;
        this.stack = stack;
        var known = AlarmTemplate.ParameterNames(json, name).ToHashSet(StringComparer.Ordinal);
        parameters = stack.Parameters.Where(parameter => known.Contains(parameter.Key)).ToDictionary();
        foreach (var (parameter, value) in options.Parameters)
            parameters[parameter] = value;
        deployed = new Deployed(services, AlarmTemplate.Resources(json, name, parameters, stack.Deployment), stack.Deployment, options);
    }

    /// <summary>Reads the deployment of a template from CloudFormation.</summary>
    /// <param name="json">Template as JSON.</param>
    /// <param name="name">File name of the template, from which the stack's name follows.</param>
    /// <param name="options">Options of the verification.</param>
    /// <param name="services">Clients of the services; not disposed.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    /// <exception cref="TemplateException">The text is not a template, or lacks one of the parameters.</exception>
    /// <exception cref="VerificationException">Credentials are missing, or AWS cannot be reached.</exception>
    public static async Task<StackVerification> OpenAsync(string json, string name, VerificationOptions options, AwsServices services,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        // Errors of the input are reported before the first call.
        _ = AlarmTemplate.Parse(json, name, options.Parameters);
        var stack = await StackReading.OfAsync(options.Stack ?? AlarmTemplate.StackNameOf(name), services, cancellation).ConfigureAwait(false);
        return new StackVerification(json, name, stack, options, services);
    }

    /// <summary>Creates a replay of the template's metric filters over records, for a comparison with CloudWatch's datapoints.</summary>
    /// <exception cref="TemplateException">The template lacks the log group of the options, or the records may belong to several log groups.</exception>
    public MetricReplay Replay(BacktestOptions options) => new(AlarmTemplate.Parse(json, name, parameters, stack.Deployment), options);

    /// <summary>Runs all checks.</summary>
    /// <param name="replay">Records whose metrics are compared with CloudWatch's. Default: null, no comparison.</param>
    /// <param name="cancellation">Cancels the checks; the state of a test alarm is restored all the same.</param>
    /// <exception cref="VerificationException">Credentials are missing, or AWS cannot be reached.</exception>
    public async Task<VerificationResult> RunAsync(MetricReplay? replay = null, CancellationToken cancellation = default)
    {
        var flowLogs = new FlowLogChecks(deployed);
        var alarms = new AlarmChecks(deployed);
        List<Func<CancellationToken, Task<IReadOnlyList<Check>>>> runs =
        [
            flowLogs.RunAsync,
            new ArrivalChecks(deployed, flowLogs).RunAsync,
            new FormatChecks(deployed, json, stack.Parameters).RunAsync,
            new FilterChecks(deployed).RunAsync,
            new InsightRuleChecks(deployed).RunAsync,
            alarms.RunAsync,
            new TopicChecks(deployed).RunAsync,
            new DashboardChecks(deployed).RunAsync,
            new TelemetryChecks(deployed).RunAsync,
        ];
        if (deployed.Options.ChecksDrift)
            runs.Add(new DriftChecks(deployed).RunAsync);
        if (replay is not null)
            runs.Add(new MetricComparison(deployed, replay).RunAsync);
        if (deployed.Options.Notifies)
            runs.Add(new NotificationTest(deployed, alarms).RunAsync);
        var checks = new List<Check>(stack.Checks);
        foreach (var run in runs)
            checks.AddRange(await run(cancellation).ConfigureAwait(false));
        return new VerificationResult
        {
            Template = name,
            Stack = stack.Deployment.StackName,
            Region = stack.Deployment.Region,
            Account = stack.Deployment.AccountId,
            At = deployed.Now,
            // Without a stack, no resource was deleted by hand.
            Checks = stack.Deployment.PhysicalIds.Count == 0
                ? [.. checks.Select(check => check.Cure == Deployed.Recreate ? check with { Cure = "Deploy the stack" } : check)] : checks,
            Notes = replay?.Notes ?? [],
        };
    }
}

using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Compares a deployed stack with its template, and sees whether it works.</summary>
/// <remarks>
/// Nothing is changed, unless <see cref="VerificationOptions.Notifies"/> asks for it. A call that a service refuses fails
/// the checks that need it, with the permission that is missing; the others go on.
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

    /// <summary>Asks CloudFormation what was made of a template.</summary>
    /// <param name="json">The template as JSON.</param>
    /// <param name="name">The template's file, which the stack is named after.</param>
    /// <param name="options">How the deployment is looked at.</param>
    /// <param name="services">The services; not disposed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TemplateException">The text is no template, or has no such parameter.</exception>
    /// <exception cref="VerificationException">Nobody is signed in, or AWS cannot be reached.</exception>
    public static async Task<StackVerification> OpenAsync(string json, string name, VerificationOptions options, AwsServices services, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        // Mistakes in what was given are told before anybody is asked.
        _ = AlarmTemplate.Parse(json, name, options.Parameters);
        var stack = await StackReading.OfAsync(options.Stack ?? AlarmTemplate.StackNameOf(name), services, cancellation).ConfigureAwait(false);
        return new StackVerification(json, name, stack, options, services);
    }

    /// <summary>Prepares to run the template's metric filters over records, for a comparison with what CloudWatch has.</summary>
    /// <exception cref="TemplateException">The options name a log group that the template lacks, or it is not clear which one the records belong to.</exception>
    public MetricReplay Replay(BacktestOptions options) => new(AlarmTemplate.Parse(json, name, parameters, stack.Deployment), options);

    /// <summary>Runs all checks.</summary>
    /// <param name="replay">Records that were read, whose metrics are compared. Default: none are.</param>
    /// <param name="cancellation">Stops it; an alarm that was made to go off is set back all the same.</param>
    /// <exception cref="VerificationException">Nobody is signed in, or AWS cannot be reached.</exception>
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
        ];
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
            // Without a stack nothing was deleted by hand.
            Checks = stack.Deployment.PhysicalIds.Count == 0 ? [.. checks.Select(check => check.Cure == Deployed.Recreate ? check with { Cure = "Deploy the stack" } : check)] : checks,
            Notes = replay?.Notes ?? [],
        };
    }
}

using System.Net;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>A live test of a deployed stack: a connection to a target of the stack, followed from its record to the message of the alarm.</summary>
/// <remarks>
/// The target has to be an address of a network interface that a flow log of the stack records, of the stack's account. A private address, which other
/// networks can have as well, is a target only if this machine has an interface in the same VPC. Nothing but connections without data is sent, and
/// nothing in the account is changed.
/// </remarks>
public sealed class Rehearsal
{
    /// <summary>Maximum number of connections of a rehearsal.</summary>
    public const int MostKnocks = 20;

    readonly Deployed deployed;
    readonly RehearsalOptions options;
    readonly FlowLogDefinition flowLog;
    readonly IReadOnlyList<RehearsalChain> chains;

    Rehearsal(Deployed deployed, RehearsalOptions options, RehearsalTarget target, FlowLogDefinition flowLog, IReadOnlyList<RehearsalChain> chains)
    {
        this.deployed = deployed;
        this.options = options;
        this.flowLog = flowLog;
        this.chains = chains;
        Target = target;
    }

    /// <summary>The target, which belongs to the stack.</summary>
    public RehearsalTarget Target { get; }

    /// <summary>Name of the alarm that a connection is expected to raise.</summary>
    public string Alarm => chains[0].Alarm;

    /// <summary>
    /// Reads the deployment of a template, and checks that the target belongs to it and that a connection can raise an alarm. Connects to nothing but AWS.
    /// </summary>
    /// <param name="json">Template as JSON.</param>
    /// <param name="name">File name of the template, from which the stack's name follows.</param>
    /// <param name="options">Options of the rehearsal.</param>
    /// <param name="services">Clients of the services; not disposed.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    /// <exception cref="TemplateException">The text is not a template, or lacks one of the parameters.</exception>
    /// <exception cref="VerificationException">The stack does not own the target, no alarm can be raised, or AWS denies a call or cannot be
    /// reached.</exception>
    public static async Task<Rehearsal> OpenAsync(string json, string name, RehearsalOptions options, AwsServices services,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, IPEndPoint.MaxPort);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Knocks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Knocks, MostKnocks);
        // Errors of the input are reported before the first call.
        _ = AlarmTemplate.Parse(json, name, options.Parameters);
        try
        {
            return await ReadAsync(json, name, options, services, cancellation).ConfigureAwait(false);
        }
        catch (ServiceCallException e)
        {
            throw new VerificationException($"{e.Message}. {e.Cure}.", e);
        }
    }

    static async Task<Rehearsal> ReadAsync(string json, string name, RehearsalOptions options, AwsServices services, CancellationToken cancellation)
    {
        var stack = await StackReading.OfAsync(options.Stack ?? AlarmTemplate.StackNameOf(name), services, cancellation).ConfigureAwait(false);
        if (stack.Checks.FirstOrDefault(check => check.Outcome is CheckOutcome.Failed) is { } failed)
            throw new VerificationException($"{failed.Subject}: {failed.Detail}. {failed.Cure}.");
        var known = AlarmTemplate.ParameterNames(json, name).ToHashSet(StringComparer.Ordinal);
        var parameters = stack.Parameters.Where(parameter => known.Contains(parameter.Key)).ToDictionary();
        foreach (var (parameter, value) in options.Parameters)
            parameters[parameter] = value;
        var template = AlarmTemplate.Parse(json, name, parameters, stack.Deployment);
        var deployed = new Deployed(services, AlarmTemplate.Resources(json, name, parameters, stack.Deployment), stack.Deployment,
            new VerificationOptions { Time = options.Time });
        var (target, destination) = await new TargetOwner(deployed, options).FindAsync(cancellation).ConfigureAwait(false);
        var flowLog = template.FlowLogs.FirstOrDefault(flowLog => flowLog.LogicalId == target.FlowLog)
            ?? throw new VerificationException($"The log format of flow log {target.FlowLog} is unknown. Set the parameters of the template with --parameter.");
        if (RehearsalRecords.FieldsFor(options).Where(field => !flowLog.Format.Contains(field)).ToList() is { Count: > 0 } missing)
            throw new VerificationException($"The log format of flow log {target.FlowLog} lacks {string.Join(", ", missing.Select(field => field.Name))}, "
                + "by which the record of a connection is recognized. Add the fields to the format.");
        var chains = await new RehearsalChains(deployed, template).ReadAsync(target, flowLog, options, destination, cancellation).ConfigureAwait(false);
        return new Rehearsal(deployed, options, target, flowLog, chains);
    }

    /// <summary>Connects to the target, and follows the record to the message of the alarm.</summary>
    /// <param name="cancellation">Cancels the connections and the reads.</param>
    /// <exception cref="VerificationException">The options lack the consent, the target cannot be reached, credentials are missing, or AWS cannot be
    /// reached.</exception>
    public async Task<RehearsalResult> RunAsync(CancellationToken cancellation = default)
    {
        if (!options.HasConsent)
            throw new VerificationException($"{Target} on {Target.InterfaceId} in {Target.VpcId} is a target of stack {deployed.Deployment.StackName}, "
                + $"and alarm '{Alarm}' would notify its subscribers. No connection was made. If you may connect to this target, add --consent.");
        var began = deployed.Now;
        var knocks = new List<Knock>();
        for (var i = 0; i < options.Knocks; i++)
            knocks.Add(await Knock.AtAsync(new IPEndPoint(Target.Address, Target.Port), options.KnockTimeout, cancellation).ConfigureAwait(false));
        var follow = new RehearsalSteps(deployed, Target, flowLog, options, knocks, began);
        return new RehearsalResult
        {
            Stack = deployed.Deployment.StackName,
            Target = Target,
            Began = began,
            Steps = await follow.RunAsync(chains, cancellation).ConfigureAwait(false),
        };
    }
}

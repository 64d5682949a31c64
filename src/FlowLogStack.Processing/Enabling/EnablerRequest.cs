using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A request to an enabler, from an event.</summary>
/// <param name="Vpcs">Ids of new VPCs; null for all VPCs.</param>
/// <param name="IsDryRun">Whether the event requests a dry run.</param>
sealed record EnablerRequest(IReadOnlyList<string>? Vpcs, bool IsDryRun = false)
{
    static readonly string[] Calls = ["CreateVpc", "CreateDefaultVpc"];

    /// <summary>Reads an event: a call that CloudTrail recorded and EventBridge forwards, or <c>{"reconcile":{}}</c>.</summary>
    /// <returns>The request; without VPCs if the call has failed.</returns>
    /// <exception cref="EventException">The event is neither.</exception>
    public static EnablerRequest Parse(ReadOnlyMemory<byte> payload)
    {
        using var json = EventJson.Parse(payload);
        var root = json.RootElement;
        if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty(EnablerVariables.Reconcile, out var reconcile))
            return new EnablerRequest(null, DryRunOf(reconcile));
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("detail", out var detail)
            || EventJson.TryText(detail, "eventName") is not { } call || !Calls.Contains(call))
            throw new EventException(
                "The event is not supported. Use EventBridge's events of the calls CreateVpc and CreateDefaultVpc, or {\"reconcile\":{}}.");
        if (EventJson.TryText(detail, "errorCode") is not null)
            return new EnablerRequest([]);
        var response = EventJson.Member(detail, "responseElements", $"The event of {call}");
        var vpc = EventJson.Member(response, "vpc", $"The response of {call}");
        return new EnablerRequest([EventJson.Text(vpc, "vpcId", $"The VPC of {call}")]);
    }

    static bool DryRunOf(JsonElement reconcile)
    {
        if (reconcile.ValueKind is not JsonValueKind.Object)
            throw new EventException("The event's 'reconcile' is not an object. Use {\"reconcile\":{}}, or {\"reconcile\":{\"dryRun\":true}}.");
        if (!reconcile.TryGetProperty("dryRun", out var dryRun))
            return false;
        return dryRun.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? dryRun.GetBoolean()
            : throw new EventException("The event's 'dryRun' is not true or false. Use {\"reconcile\":{\"dryRun\":true}}.");
    }
}

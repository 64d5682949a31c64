using System.Text.Json.Nodes;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Validation rules for member stacks, StackSets and telemetry rules.</summary>
static class OrganizationRules
{
    // What a member stack uses of the settings. All else belongs to the central stack.
    static readonly string[] OfMembers = ["stackName", "account", "region", "member", "sources", "format", "customFields", "trafficType", "aggregationSeconds",
        "tagKeys", "tags", "logs", "archive", "firehoseStreamArn", "firehoseReceiverRoleArn", "roles", "capture", "cdkNagReasons", "enabler"];

    // The function of an enabler and its log group.
    static readonly string[] OfEnabler = ["encryption", "removal"];

    static readonly string[] OfArchive = ["enabled", "existingBucket", "prefix", "fileFormat", "hiveCompatiblePartitions", "perHourPartition", "generation",
        "earlier"];

    static readonly string[] OfLogs = ["enabled", "name", "existingLogGroup", "centralDestinationArn"];

    // The enabler's stack creates its log group.
    static readonly string[] OfLogsOfEnabler = [.. OfLogs, "retentionDays"];

    /// <summary>Returns the problems of settings that are valid in the schema.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="written">The JSON of the settings of the stack itself, without those that several stacks share.</param>
    public static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, JsonObject written) =>
    [
        .. settings.Member ? Member(settings, written) : [],
        .. Members(settings, written),
        .. Telemetry(settings, written),
        .. Subscriptions(settings),
        .. Enabler(settings, written),
        .. settings.SourceStacks is not null && settings.Sources.Count == 0
            ? [new SettingsProblem("sourceStacks", "this has no effect, because 'sources' is empty. List the monitored resources, or remove it.")]
                : Array.Empty<SettingsProblem>(),
    ];

    static IEnumerable<SettingsProblem> Member(FlowLogSettings settings, JsonObject written)
    {
        if (settings.Enabler.Enabled ? settings.Sources.Count > 0 : !settings.Capture || settings.Sources.Count == 0)
            yield return settings.Enabler.Enabled
                ? new("sources", $"\"{settings.Sources[0]}\" has no effect, because the enabler creates the flow logs of all VPCs. Remove the sources, or set "
                    + "'enabler.enabled' to false.")
                : new("member", "true makes a stack of flow logs only, but there are no 'sources'. List the monitored resources and leave 'capture' at true, "
                    + "or set 'enabler.enabled' to true for all VPCs.");
        var toArchive = settings.Archive is { Enabled: true, ExistingBucket: not null };
        var toLogs = settings.Logs.Enabled && (settings.Logs.Name ?? settings.Logs.ExistingLogGroup) is not null;
        if (settings.Logs.Enabled && !toLogs)
            yield return new("logs", "a member stack has no log group of its own, and none is named. Set 'logs.name', or 'logs.enabled' to false.");
        if (settings.Archive.Enabled && !toArchive)
            yield return new("archive", "a member stack has no archive of its own, and none is named. Set 'archive.existingBucket' to the central "
                + "bucket, or 'archive.enabled' to false.");
        for (var i = 0; i < settings.Archive.Earlier.Count; i++)
        {
            if (settings.Archive.Earlier[i].FlowLogs is not EarlierFlowLogs.Replaced)
                yield return new($"archive.earlier[{i}].flowLogs", "this has no effect, because a member stack has the flow logs of the last generation only. "
                    + "Remove it.");
        }

        foreach (var key in written.Select(setting => setting.Key)
            .Where(key => !OfMembers.Contains(key) && !(settings.Enabler.Enabled && OfEnabler.Contains(key))))
            yield return new(key, "this has no effect, because 'member' is true and the stack has flow logs only. Set it in the central stack, or remove it.");
        foreach (var key in SettingsRules.KeysOf(written, "archive").Where(key => !OfArchive.Contains(key)))
            yield return new($"archive.{key}", "this has no effect, because 'member' is true and the bucket is the central one. Set it in the central "
                + "stack, or remove it.");
        foreach (var key in SettingsRules.KeysOf(written, "logs").Where(key => !(settings.Enabler.Enabled ? OfLogsOfEnabler : OfLogs).Contains(key)))
            yield return new($"logs.{key}", "this has no effect, because 'member' is true and the service creates the log group. Remove it.");
    }

    static IEnumerable<SettingsProblem> Members(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Members.IsOn)
        {
            foreach (var key in SettingsRules.KeysOf(written, "members"))
                yield return new($"members.{key}", "this has no effect, because 'members.organizationalUnits' is empty. List the units, or remove it.");
            yield break;
        }

        if (!settings.Archive.Enabled || settings.Member)
            yield return new("members.organizationalUnits", "members deliver to the archive of this stack, which has none. Set 'archive.organization', "
                + "and 'archive.enabled' and 'member' to their defaults.");
        if (settings.Members.Vpcs.Count == 0)
            yield return new("members.vpcs", "no VPC is listed, and a StackSet cannot find the VPCs of an account. List one for each account, or use "
                + "'telemetryRule' for every VPC.");
        if (settings.Members.Vpcs.Keys.FirstOrDefault(account => !AccountIdText.IsValid(account)) is { } bad)
            yield return new($"members.vpcs.{bad}", $"\"{bad}\" is not the id of an account. Use 12 digits.");
        if (settings.Members.Regions.Count == 0 && settings.Region is null)
            yield return new("members.regions", "the Region of the members is not known. Set it, or 'region'.");
    }

    static IEnumerable<SettingsProblem> Enabler(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Enabler.Enabled)
        {
            foreach (var key in SettingsRules.KeysOf(written, "enabler").Where(key => key != "enabled"))
                yield return new($"enabler.{key}", "this has no effect, because 'enabler.enabled' is false. Set it to true, or remove this.");
            yield break;
        }

        if (settings.RecordKind is RecordKinds.TransitGateway || !IsOfVpcs(settings))
            yield return new("enabler.enabled", "the enabler creates flow logs of VPCs, and the log format is that of transit gateways. Use another stack for "
                + "the transit gateways.");
        if (settings.FirehoseReceiverRoleArn is not null)
            yield return new("firehoseReceiverRoleArn", "the role that sends to another account lists its sources, and those of an enabler aren't known. Use a "
                + "stream of the account, or 'archive.existingBucket'.");
    }

    // A format that can't be read is a problem of its own key.
    static bool IsOfVpcs(FlowLogSettings settings)
    {
        try
        {
            return settings.ToFormat().AppliesTo.HasFlag(RecordKinds.Vpc);
        }
        catch (Exception e) when (e is FlowLogFormatException or ArgumentException)
        {
            return true;
        }
    }

    static IEnumerable<SettingsProblem> Telemetry(FlowLogSettings settings, JsonObject written)
    {
        if (settings.TelemetryRule.Name is null)
        {
            foreach (var key in SettingsRules.KeysOf(written, "telemetryRule"))
                yield return new($"telemetryRule.{key}", "this has no effect, because 'telemetryRule.name' is not set. Set the name, or remove this.");
            yield break;
        }

        if (settings.TelemetryRule is { AllRegions: true, Regions.Count: > 0 })
        {
            yield return new("telemetryRule.regions", "the Regions have no effect, because 'telemetryRule.allRegions' is true. Remove one of them.");
            yield break;
        }

        foreach (var problem in SettingsRules.Attempt("format", () =>
            Organization.TelemetryRule.EnsureValid(settings.ToTelemetryRule(settings.TelemetryRule.Name))))
            yield return problem;
    }

    static IEnumerable<SettingsProblem> Subscriptions(FlowLogSettings settings)
    {
        if (settings is { Member: true, Enabler.Enabled: false, Logs: { CentralDestinationArn: not null, Enabled: true, ExistingLogGroup: null } })
            yield return new("logs.centralDestinationArn", "a subscription needs a log group that exists before the deployment, and the service creates "
                + "'logs.name' later. Create the log group, and set 'logs.existingLogGroup'.");
        if (settings.Logs.CentralDestinationArn is { } destination && settings.Region is { } region && destination.Split(':')[3] != region)
            yield return new("logs.centralDestinationArn", $"the destination is in {destination.Split(':')[3]}, and the stack in {region}. Use a destination "
                + "of the same Region; its stream may be in another one.");
        var subscriptions = settings.Subscriptions;
        if (subscriptions is { Name: null } and ({ StreamArn: not null } or { Organization: not null } or { Accounts.Count: > 0 }))
            yield return new("subscriptions", "this has no effect, because 'subscriptions.name' is not set. Set it, or remove the others.");
        if (subscriptions is { Name: not null, StreamArn: null })
            yield return new("subscriptions.streamArn", "the destination has no stream. Set the ARN of a Kinesis data stream or a Firehose stream.");
        if (subscriptions is { Name: not null, Organization: null, Accounts.Count: 0 })
            yield return new("subscriptions", "the destination admits no other account. Set 'subscriptions.organization' or 'subscriptions.accounts'.");
    }
}

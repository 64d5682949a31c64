using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Capture;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Validation rules that a JSON Schema can't express: meanings of values, and combinations of settings.</summary>
static partial class SettingsRules
{
    static readonly string[] OfCapture = ["vpcCidr", "trafficType", "aggregationSeconds", "tagKeys", "firehoseStreamArn", "firehoseReceiverRoleArn",
        "archive.aclCondition",
        "logs.existingDeliveryRoleArn"];

    // Without a flow log of the stack, the flow logs that the enabler creates have these.
    static readonly string[] OfEnabler = ["trafficType", "aggregationSeconds", "tagKeys", "firehoseStreamArn", "logs.existingDeliveryRoleArn"];

    static readonly ImmutableArray<string> FromWarmToCold = ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

    /// <summary>Returns the problems of settings that are valid in the schema.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="written">The JSON of the settings, which shows whether a setting is present or has its default.</param>
    public static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, JsonObject written) =>
    [
        .. settings.Capture ? [] : Watching(settings, written),
        .. Sources(settings, written),
        .. Lab(settings, written),
        .. Destinations(settings, written),
        .. Formats(settings),
        .. DetectionRules.Untold(settings),
        .. QueryRules.Idle(settings, written),
        .. ActivityRules.Judge(settings, written),
        .. Logs(written),
        .. Archive(settings.Archive, written),
        .. Keys(settings, written),
        .. Forwarding(settings, written),
        .. Tags(settings.Tags, settings.Member ? 0 : settings is { Capture: true, Sources.Count: 0 } ? TagsOfSubnet : settings.Logs.Enabled ? TagsOfAlarm : 0),
        .. PartitionRules.Judge(settings, written),
    ];

    static IEnumerable<SettingsProblem> Watching(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Logs.Enabled && !settings.Archive.Enabled)
            yield return new("capture", "false makes no flow log, and there is nothing to watch or query. Set 'logs.existingLogGroup', "
                + "'archive.existingBucket' or both, 'archive.organization' for an archive that other accounts deliver to, or 'capture' to true.");
        if (settings.Sources.Count > 0)
            yield return new("sources",
                $"\"{settings.Sources[0]}\" has no effect, because 'capture' is false and no flow log is made. Remove the sources, or set 'capture' to true.");
        foreach (var path in OfCapture.Where(path => Has(written, path) && !(path == "archive.aclCondition" && settings.Archive.ReceivesOthers)
            && !(settings.Enabler.Enabled && OfEnabler.Contains(path))))
            yield return new(path, "this has no effect, because 'capture' is false and no flow log is made. Remove it, or set 'capture' to true.");
        if (!settings.Logs.Enabled)
        {
            foreach (var problem in Unwatched(written, "logs", "logs.existingLogGroup")
                .Concat(settings.Archive.Enabled ? Unwatched(written, "alarms", "logs.existingLogGroup")
                    .Concat(Unwatched(written, "dashboards", "logs.existingLogGroup")).Concat(Unwatched(written, "queries", "logs.existingLogGroup")) : []))
                yield return problem;
        }

        if (!settings.Archive.Enabled)
        {
            foreach (var problem in Unwatched(written, "archive", "archive.existingBucket")
                .Concat(settings.Logs.Enabled ? Unwatched(written, "athena", "archive.existingBucket") : []))
                yield return problem;
        }
    }

    static IEnumerable<SettingsProblem> Unwatched(JsonObject written, string group, string existing) =>
        KeysOf(written, group).Where(key => key != "enabled")
            .Select(key => new SettingsProblem($"{group}.{key}",
                $"this has no effect, because 'capture' is false and '{existing}' is not set. Remove it, set '{existing}', or set 'capture' to true."));

    static IEnumerable<SettingsProblem> Sources(FlowLogSettings settings, JsonObject written)
    {
        if (settings.Sources.Count > 0 && Has(written, "vpcCidr"))
            yield return new("vpcCidr",
                $"\"{settings.VpcCidr}\" is the network of a VPC that the stack creates, but 'sources' contains existing resources. Remove one of them.");

        if (settings.Sources.Count == 0)
            yield break;
        for (var i = 1; i < settings.Sources.Count; i++)
        {
            if ((settings with { Sources = [settings.Sources[i]] }).RecordKind != settings.RecordKind)
                yield return new($"sources[{i}]", $"\"{settings.Sources[i]}\" and \"{settings.Sources[0]}\" have records of different kinds, and one log "
                    + "format cannot contain both. Use one stack for VPC resources and one for transit gateways.");
        }

        if (settings.RecordKind is not RecordKinds.TransitGateway)
            yield break;
        if (settings.TrafficType is { } trafficType)
            yield return new("trafficType",
                $"\"{trafficType.ToString().ToUpperInvariant()}\" is not possible for a transit gateway, whose flow logs record all traffic. Remove it.");
        if (settings.AggregationSeconds != 60)
            yield return new("aggregationSeconds", $"{settings.AggregationSeconds} is not possible for a transit gateway. Use 60, or remove it.");
    }

    static IEnumerable<SettingsProblem> Lab(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Capture || settings.Sources.Count > 0)
        {
            var reason = settings.Capture ? "'sources' lists existing resources" : "'capture' is false";
            foreach (var key in KeysOf(written, "lab"))
                yield return new($"lab.{key}", $"this has no effect, because {reason} and the stack creates no VPC. Remove one of them.");
            yield break;
        }

        if (!settings.Lab.WebServer && Has(written, "lab.allowFrom"))
            yield return new("lab.allowFrom", "this has no effect, because there is no web server. Set 'lab.webServer' to true, or remove it.");
        for (var i = 0; i < settings.Lab.AllowFrom.Count; i++)
        {
            if (settings.Lab.AllowFrom[i].Contains(':', StringComparison.Ordinal))
                yield return new($"lab.allowFrom[{i}]", $"\"{settings.Lab.AllowFrom[i]}\" is an IPv6 block, and the VPC has IPv4 addresses only. Use an IPv4 "
                    + "CIDR block, as in \"198.51.100.7/32\".");
        }
    }

    static IEnumerable<SettingsProblem> Destinations(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Capture)
            yield break;
        if (!settings.Logs.Enabled && !settings.Archive.Enabled && settings.FirehoseStreamArn is null)
            yield return new("", "'logs.enabled' and 'archive.enabled' are false and 'firehoseStreamArn' is not set, so no records are delivered. Enable "
                + "one of them.");
        if (settings.FirehoseReceiverRoleArn is { } receiver)
        {
            if (settings.FirehoseStreamArn is not { } stream)
                yield return new("firehoseReceiverRoleArn", "this has no effect, because 'firehoseStreamArn' is not set. Set it, or remove the role.");
            else if (stream.Split(':')[4] != receiver.Split(':')[4])
                yield return new("firehoseReceiverRoleArn", $"\"{receiver}\" is a role of account {receiver.Split(':')[4]}, but 'firehoseStreamArn' is "
                    + $"a stream of account {stream.Split(':')[4]}. Use the role of the stream's account.");
        }

        if (!settings.Logs.Enabled)
        {
            // Notifications of network changes and of the processor don't need a log group.
            string[] toldWithoutLogs = settings.Alarms.Changes ? ["changes", "notify", "severities", "existingTopicArn", "encryption"] : settings.Forward.IsOn
                ? ["changes", "notify", "existingTopicArn", "encryption"] : ["changes"];
            foreach (var problem in Idle(written, "logs", "records are not delivered to CloudWatch Logs", "logs.enabled")
                .Concat(Idle(written, "alarms", "detections require a log group, and records are not delivered to one", "logs.enabled", toldWithoutLogs))
                .Concat(Idle(written, "dashboards", "dashboards require a log group, and records are not delivered to one", "logs.enabled"))
                .Concat(Idle(written, "queries", "queries require a log group, and records are not delivered to one", "logs.enabled")))
                yield return problem;
        }

        if (!settings.Archive.Enabled)
        {
            foreach (var problem in Idle(written, "archive", "records are not delivered to S3", "archive.enabled")
                .Concat(Idle(written, "athena", "Athena queries the archive, and records are not delivered to one", "archive.enabled")))
                yield return problem;
        }
    }

    static SettingsProblem[] Formats(FlowLogSettings settings)
    {
        SettingsProblem[] badFields = [.. settings.CustomFields.SelectMany(field =>
            Attempt($"customFields.{field.Key}", () => FlowField.Custom(field.Key, field.Value)))];
        if (badFields.Length > 0)
            return badFields;
        FlowLogFormat format;
        try
        {
            format = settings.ToFormat();
        }
        catch (FlowLogFormatException e)
        {
            var isNewField = e.Position is not null && settings.Format!.Contains($"${{{e.Value}}}", StringComparison.Ordinal)
                && !FlowField.TryGet(e.Value, out _);
            return [new("format", e.Message + (isNewField ? $" In settings that is 'customFields', as in {{ \"{e.Value}\": \"text\" }}." : ""))];
        }

        return
        [
            .. settings.Capture ? [.. Attempt("format", () => format.EnsureAppliesTo(settings.RecordKind)), .. TagKeys(settings.TagKeys, format)]
                : Array.Empty<SettingsProblem>(),
            .. Generations(settings, format),
            .. DetectionRules.Judge(settings, format),
            .. DashboardRules.Judge(settings, format),
            .. QueryRules.Judge(settings, format),
            .. DailyQueryRules.Judge(settings, format),
            .. settings.Forward.IsOn ? Forwarded(settings.Forward, format) : [],
        ];
    }

    static IEnumerable<SettingsProblem> Generations(FlowLogSettings settings, FlowLogFormat format)
    {
        var archive = settings.Archive;
        if (!archive.Enabled)
            yield break;
        if (!settings.AssumesEarlier && archive.Earlier.Count != archive.Generation - 1)
        {
            yield return new("archive.earlier", $"{archive.Earlier.Count} earlier generations are described, but 'archive.generation' "
                + $"is {archive.Generation}. Describe {archive.Generation - 1}, the oldest first.");
            yield break;
        }

        for (var i = 0; i < archive.Earlier.Count; i++)
        {
            var earlier = archive.Earlier[i];
            if (!settings.Capture && earlier.FlowLogs is not EarlierFlowLogs.Replaced)
                yield return new($"archive.earlier[{i}].flowLogs", "this has no effect, because 'capture' is false and no flow log is made. Remove it, or set "
                    + "'capture' to true.");
            foreach (var problem in Attempt($"archive.earlier[{i}].format", () => (settings with { Format = earlier.Format }).ToFormat()
                .EnsureAppliesTo(settings.Capture ? settings.RecordKind : format.AppliesTo)))
                yield return problem;
        }

        if (settings.AssumesEarlier && settings.ToEarlierGenerations()[0] is { } assumed && assumed.Format.Equals(format)
            && assumed.FileFormat == archive.FileFormat)
            yield return new("archive.generation", "generation 2 has the default format in plain text, which generation 1 is taken to have as well. Describe "
                + "generation 1 in 'archive.earlier', or leave 'archive.generation' out.");
    }

    static IEnumerable<SettingsProblem> Forwarded(ForwardSettings forward, FlowLogFormat format) =>
    [
        .. Attempt("forward", () => forward.ToFilter().EnsureServedBy(format)),
        .. forward.Network is { } network ? Attempt("forward.network", () => network.ToNetwork()) : [],
        .. forward.Enrich ? Attempt("forward.enrich", () => format.EnsureContains("Enrichment", FlowField.InterfaceId)) : [],
    ];

    static IEnumerable<SettingsProblem> Forwarding(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Forward.IsOn)
        {
            foreach (var key in KeysOf(written, "forward"))
                yield return new($"forward.{key}",
                    "this has no effect, because records are not forwarded. Remove it, or set 'forward.endpointSecretArn' or 'forward.destinationBucket'.");
            yield break;
        }

        if (settings.Forward.From is ForwardSource.Logs && !settings.Logs.Enabled)
            yield return new("forward.from", "\"logs\" reads the log group, and 'logs.enabled' is false. Use \"archive\", or set 'logs.enabled' to true.");
        if (settings.Forward.From is ForwardSource.Archive && !settings.Archive.Enabled)
            yield return new("forward.from", "\"archive\" reads the archive, and 'archive.enabled' is false. Use \"logs\", or set 'archive.enabled' to true.");
        if (settings.Forward.EndpointSecretArn is null)
        {
            foreach (var key in ForwardSettings.OfEndpoint.Where(key => Has(written, $"forward.{key}")))
                yield return new($"forward.{key}",
                    "this has no effect, because records are not sent to an endpoint. Remove it, or set 'forward.endpointSecretArn'.");
        }
        else if (!settings.Forward.HeaderStyle.Equals(HeaderStyle.Sumo))
        {
            foreach (var key in ForwardSettings.OfSumo.Where(key => Has(written, $"forward.{key}")))
                yield return new($"forward.{key}",
                    "this has no effect, because it is a header of Sumo Logic. Set 'forward.headerStyle' to \"sumo\", or remove it.");
        }

        if (settings.Forward.From is ForwardSource.Archive && Has(written, "forward.logStreamPrefixes"))
            yield return new("forward.logStreamPrefixes",
                "this has no effect, because objects of the archive have no log stream. Set 'forward.from' to \"logs\", or remove it.");
        if (!settings.Forward.Enrich && Has(written, "forward.interfaceCacheSeconds"))
            yield return new("forward.interfaceCacheSeconds",
                "this has no effect, because records are not enriched. Set 'forward.enrich' to true, or remove it.");
        var isCoralogix = settings.Forward.Encoding is RecordEncoding.Coralogix;
        if (settings.Forward.DestinationBucket is not null && !EncodingName.Of(settings.Forward.Encoding).IsJson)
            yield return new("forward.encoding", isCoralogix
                ? "\"coralogix\" is for an endpoint, and the objects in 'forward.destinationBucket' are JSON lines. Use \"fields\", or remove "
                + "'forward.destinationBucket'."
                : "\"vpc-raw\" is not JSON, and the objects in 'forward.destinationBucket' are. Use \"fields\" or \"vpc-json\".");
        if (settings.Forward.EndpointSecretArn is not null && !isCoralogix)
        {
            foreach (var key in ForwardSettings.OfCoralogix.Where(key => Has(written, $"forward.{key}")))
                yield return new($"forward.{key}",
                    "this has no effect, because it is a name in Coralogix. Set 'forward.encoding' to \"coralogix\", or remove it.");
        }

        if (settings.Forward.EndpointSecretArn is not null && EncodingName.Of(settings.Forward.Encoding).MaximumBodyBytes is { } most
            && settings.Forward.BatchBytes > most)
            yield return new("forward.batchBytes", $"{settings.Forward.BatchBytes} is more than the {most} bytes that Coralogix accepts. Use {most} or less.");
    }

    static IEnumerable<SettingsProblem> TagKeys(TagKeySettings tagKeys, FlowLogFormat format) =>
    [
        .. TagKeysOf("networkInterface", tagKeys.NetworkInterface, FlowField.InterfaceTag, FlowField.InterfaceTag2, format),
        .. TagKeysOf("instance", tagKeys.Instance, FlowField.InstanceTag, FlowField.InstanceTag2, format),
        .. TagKeysOf("autoScalingGroup", tagKeys.AutoScalingGroup, FlowField.AsgTag, FlowField.AsgTag2, format),
    ];

    static IEnumerable<SettingsProblem> TagKeysOf(string key, IReadOnlyList<string> given, FlowField first, FlowField second, FlowLogFormat format)
    {
        var needed = TagFields.KeysNeeded(format, first, second);
        if (given.Count < needed)
            yield return new($"tagKeys.{key}", $"the format has '{(needed == 2 ? second : first)}', which needs {needed} tag key(s), and {given.Count} are "
                + "set. Add the tag keys, or remove the field from the log format.");
        if (given.Count > needed)
            yield return new($"tagKeys.{key}", $"\"{given[needed]}\" is a tag key without a field in the log format. "
                + $"Add {(needed == 0 ? first : second).Placeholder} to the log format, or remove the key.");
    }

    static IEnumerable<SettingsProblem> Logs(JsonObject written)
    {
        if (!Has(written, "logs.existingLogGroup"))
            return [];
        return Ignored(written, "logs.existingLogGroup", "logs.name", "logs.retentionDays", "logs.encryption");
    }

    static IEnumerable<SettingsProblem> Archive(ArchiveSettings archive, JsonObject written)
    {
        foreach (var twice in archive.Readers.GroupBy(reader => reader.Account).Where(readers => readers.Count() > 1))
            yield return new("archive.readers", $"\"{twice.Key}\" is listed {twice.Count()} times. List each account once, with one external id.");
        if (archive.Organization is null && Has(written, "archive.organizationPaths"))
            yield return new("archive.organizationPaths", "this has no effect, because 'archive.organization' is not set. Set it, or remove the paths.");
        else if (archive.Organization is not null)
        {
            foreach (var problem in Attempt("archive.organizationPaths", () => archive.ToOrganization()))
                yield return problem;
        }

        if (archive.ExistingBucket is not null)
        {
            foreach (var problem in Ignored(written, "archive.existingBucket", EncryptionSetting.IsKey(archive.Encryption) ? [] : ["archive.encryption"])
                .Concat(Ignored(written, "archive.existingBucket", "archive.bucketName", "archive.versioned", "archive.expireAfterDays", "archive.tiers",
                    "archive.accessLogs")))
                yield return problem;
            yield break;
        }

        for (var i = 0; i < archive.Tiers.Count; i++)
        {
            var tier = archive.Tiers[i];
            if (i > 0 && tier.AfterDays <= archive.Tiers[i - 1].AfterDays)
                yield return new($"archive.tiers[{i}].afterDays", $"{tier.AfterDays} is not after the {archive.Tiers[i - 1].AfterDays} days of the tier "
                    + "before. Order the tiers by age, each later than the last.");
            if (i > 0 && Coldness(tier) <= Coldness(archive.Tiers[i - 1]))
                yield return new($"archive.tiers[{i}].storageClass", $"\"{tier.StorageClass}\" is not colder than \"{archive.Tiers[i - 1].StorageClass}\" "
                    + $"before it, and objects do not move back. Order the tiers {string.Join(", ", FromWarmToCold)}.");
            if (tier is { StorageClass: "STANDARD_IA" or "ONEZONE_IA", AfterDays: < 30 })
                yield return new($"archive.tiers[{i}].afterDays",
                    $"{tier.AfterDays} is too early: S3 moves objects to {tier.StorageClass} after 30 days or more.");
            if (archive.ExpireAfterDays <= tier.AfterDays)
                yield return new($"archive.tiers[{i}].afterDays", $"{tier.AfterDays} is not before 'archive.expireAfterDays', {archive.ExpireAfterDays}, when "
                    + "objects are deleted. Expire later, or remove the tier.");
        }
    }

    // The kinds of encryption of a part equal its defaults, and a key of its own is an ARN.
    static IEnumerable<SettingsProblem> Keys(FlowLogSettings settings, JsonObject written)
    {
        if (settings.Encryption is null)
            yield break;
        (string Path, string Value)[] parts = [("logs.encryption", settings.Logs.Encryption), ("archive.encryption", settings.Archive.Encryption),
            ("athena.encryption", settings.Athena.Encryption), ("alarms.encryption", settings.Alarms.Encryption)];
        foreach (var (path, value) in parts.Where(part => Has(written, part.Path) && !EncryptionSetting.IsKey(part.Value)))
            yield return new(path, $"\"{value}\" conflicts with 'encryption', which has one key for everything. Remove it, or set the ARN of a key "
                + "for this part.");
    }

    static int Coldness(TierSettings tier) => FromWarmToCold.IndexOf(tier.StorageClass);

    const string OfTags = "Use letters, digits, spaces and _ . : / = + - @ only.";

    [GeneratedRegex(@"[^\p{L}\p{Z}\p{N}_.:/=+@-]")]
    private static partial Regex NotInTags();

    // The severity of an alarm, and the name and the kind of a subnet.
    const int TagsOfAlarm = 1;
    const int TagsOfSubnet = 3;

    static IEnumerable<SettingsProblem> Tags(IReadOnlyDictionary<string, string> tags, int own)
    {
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > 128 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                yield return new("tags", $"\"{key}\" cannot be the key of a tag. Use 1 to 128 characters, and leave keys that start with 'aws:' to AWS.");
            else if (NotInTags().Match(key) is { Success: true } inKey)
                yield return new("tags", $"{SettingsSchema.Show(key)} contains {SettingsSchema.Show(inKey.Value)}, which IAM does not accept in the key of a "
                    + $"tag. {OfTags}");
            if (value.Length > 256)
                yield return new($"tags.{key}", $"the value has {value.Length} characters. Use at most 256.");
            else if (NotInTags().Match(value) is { Success: true } inValue)
                yield return new($"tags.{key}", $"{SettingsSchema.Show(value)} contains {SettingsSchema.Show(inValue.Value)}, which IAM does not accept in the "
                    + $"value of a tag. {OfTags}");
        }

        foreach (var same in tags.Keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).Where(keys => keys.Count() > 1))
            yield return new("tags", $"{string.Join(" and ", same.Select(key => $"\"{key}\""))} differ in case only, and IAM treats them as one key. Use one "
                + "of them.");

        if (tags.Count > 50 - own)
            yield return new("tags", $"{tags.Count} tags are more than the 50 that a resource can have{(own == 0 ? "" : $", {own} of which the stack sets")}. "
                + "Remove some.");
    }

    static IEnumerable<SettingsProblem> Idle(JsonObject written, string group, string reason, string toggle, params string[] except) =>
        KeysOf(written, group).Where(key => key != "enabled" && !except.Contains(key))
            .Select(key => new SettingsProblem($"{group}.{key}", $"this has no effect, because {reason}. Remove it, or set '{toggle}' to true."));

    static IEnumerable<SettingsProblem> Ignored(JsonObject written, string existing, params string[] paths) =>
        paths.Where(path => Has(written, path)).Select(path =>
            new SettingsProblem(path, $"this applies only to a new resource, but '{existing}' is set. Remove one of them."));

    internal static IEnumerable<string> KeysOf(JsonObject written, string group) => (written[group] as JsonObject ?? []).Select(setting => setting.Key);

    static bool Has(JsonObject written, string path)
    {
        JsonNode? node = written;
        foreach (var key in path.Split('.'))
        {
            if (node is not JsonObject members || !members.TryGetPropertyValue(key, out node))
                return false;
        }

        return true;
    }

    internal static IEnumerable<SettingsProblem> Attempt(string path, Action action)
    {
        try
        {
            action();
            return [];
        }
        catch (Exception e) when (e is FlowLogFormatException or ArgumentException)
        {
            return [new(path, ErrorText.Of(e))];
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Validation rules that a JSON Schema can't express: meanings of values, and combinations of settings.</summary>
static class SettingsRules
{
    static readonly string[] OfCapture = ["vpcCidr", "trafficType", "aggregationSeconds", "tagKeys", "firehoseStreamArn", "archive.aclCondition"];

    static readonly ImmutableArray<string> FromWarmToCold = ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

    /// <summary>Returns the problems of settings that are valid in the schema.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="written">The JSON of the settings, which shows whether a setting is present or has its default.</param>
    public static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, JsonObject written) =>
    [
        .. settings.Capture ? [] : Watching(settings, written),
        .. Sources(settings, written),
        .. Destinations(settings, written),
        .. Formats(settings),
        .. DetectionRules.Untold(settings),
        .. QueryRules.Idle(settings, written),
        .. Logs(written),
        .. Archive(settings.Archive, written),
        .. Forwarding(settings, written),
        .. Tags(settings.Tags),
    ];

    static IEnumerable<SettingsProblem> Watching(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Logs.Enabled && !settings.Archive.Enabled)
            yield return new("capture", "false makes no flow log, and there is nothing to watch or query. Set 'logs.existingLogGroup', 'archive.existingBucket' or both, or 'capture' to true.");
        if (settings.Sources.Count > 0)
            yield return new("sources", $"\"{settings.Sources[0]}\" has no effect, because 'capture' is false and no flow log is made. Remove the sources, or set 'capture' to true.");
        foreach (var path in OfCapture.Where(path => Has(written, path)))
            yield return new(path, "this has no effect, because 'capture' is false and no flow log is made. Remove it, or set 'capture' to true.");
        if (!settings.Logs.Enabled)
        {
            foreach (var problem in Unwatched(written, "logs", "logs.existingLogGroup").Concat(settings.Archive.Enabled ? Unwatched(written, "alarms", "logs.existingLogGroup").Concat(Unwatched(written, "dashboards", "logs.existingLogGroup")).Concat(Unwatched(written, "queries", "logs.existingLogGroup")) : []))
                yield return problem;
        }

        if (!settings.Archive.Enabled)
        {
            foreach (var problem in Unwatched(written, "archive", "archive.existingBucket").Concat(settings.Logs.Enabled ? Unwatched(written, "athena", "archive.existingBucket") : []))
                yield return problem;
        }
    }

    static IEnumerable<SettingsProblem> Unwatched(JsonObject written, string group, string existing) =>
        (written[group] as JsonObject ?? []).Select(setting => setting.Key).Where(key => key != "enabled")
            .Select(key => new SettingsProblem($"{group}.{key}", $"this has no effect, because 'capture' is false and '{existing}' is not set. Remove it, set '{existing}', or set 'capture' to true."));

    static IEnumerable<SettingsProblem> Sources(FlowLogSettings settings, JsonObject written)
    {
        if (settings.Sources.Count > 0 && Has(written, "vpcCidr"))
            yield return new("vpcCidr", $"\"{settings.VpcCidr}\" is the network of a VPC that the stack makes, but 'sources' names what exists: leave one of them out.");

        if (settings.Sources.Count == 0)
            yield break;
        for (var i = 1; i < settings.Sources.Count; i++)
        {
            if ((settings with { Sources = [settings.Sources[i]] }).RecordKind != settings.RecordKind)
                yield return new($"sources[{i}]", $"\"{settings.Sources[i]}\" and \"{settings.Sources[0]}\" have records of different kinds, and one format cannot hold both: make one stack for VPC resources and one for transit gateways.");
        }

        if (settings.RecordKind is not RecordKinds.TransitGateway)
            yield break;
        if (settings.TrafficType is { } trafficType)
            yield return new("trafficType", $"\"{trafficType.ToString().ToUpperInvariant()}\" is a choice that flow logs of a transit gateway do not have, they record all traffic: leave it out.");
        if (settings.AggregationSeconds != 60)
            yield return new("aggregationSeconds", $"{settings.AggregationSeconds} is not possible for a transit gateway: give 60, or leave it out.");
    }

    static IEnumerable<SettingsProblem> Destinations(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Capture)
            yield break;
        if (!settings.Logs.Enabled && !settings.Archive.Enabled && settings.FirehoseStreamArn is null)
            yield return new("", "'logs.enabled' and 'archive.enabled' are false and there is no 'firehoseStreamArn', so the records have nowhere to go: switch one on.");
        if (!settings.Logs.Enabled)
        {
            // Notifications of network changes and of the processor don't need a log group.
            string[] toldWithoutLogs = settings.Alarms.Changes ? ["changes", "notify", "severities", "existingTopicArn", "encryption"] : settings.Forward.IsOn ? ["changes", "notify", "existingTopicArn", "encryption"] : ["changes"];
            foreach (var problem in Idle(written, "logs", "records are not delivered to CloudWatch Logs", "logs.enabled").Concat(Idle(written, "alarms", "detections watch a log group, and there is none", "logs.enabled", toldWithoutLogs)).Concat(Idle(written, "dashboards", "dashboards draw from a log group, and there is none", "logs.enabled")).Concat(Idle(written, "queries", "queries are saved for a log group, and there is none", "logs.enabled")))
                yield return problem;
        }

        if (!settings.Archive.Enabled)
        {
            foreach (var problem in Idle(written, "archive", "records are not delivered to S3", "archive.enabled").Concat(Idle(written, "athena", "Athena queries the archive, and there is none", "archive.enabled")))
                yield return problem;
        }
    }

    static SettingsProblem[] Formats(FlowLogSettings settings)
    {
        SettingsProblem[] badFields = [.. settings.CustomFields.SelectMany(field => Attempt($"customFields.{field.Key}", () => FlowField.Custom(field.Key, field.Value)))];
        if (badFields.Length > 0)
            return badFields;
        FlowLogFormat format;
        try
        {
            format = settings.ToFormat();
        }
        catch (FlowLogFormatException e)
        {
            var isNewField = e.Position is not null && settings.Format!.Contains($"${{{e.Value}}}", StringComparison.Ordinal) && !FlowField.TryGet(e.Value, out _);
            return [new("format", e.Message + (isNewField ? $" In settings that is 'customFields', as in {{ \"{e.Value}\": \"text\" }}." : ""))];
        }

        return
        [
            .. settings.Capture ? [.. Attempt("format", () => format.EnsureAppliesTo(settings.RecordKind)), .. TagKeys(settings.TagKeys, format)] : Array.Empty<SettingsProblem>(),
            .. Generations(settings, format),
            .. DetectionRules.Judge(settings, format),
            .. DashboardRules.Judge(settings, format),
            .. QueryRules.Judge(settings, format),
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
            yield return new("archive.earlier", $"{archive.Earlier.Count} earlier generations are described, but 'archive.generation' is {archive.Generation}. Describe {archive.Generation - 1}, the oldest first.");
            yield break;
        }

        for (var i = 0; i < archive.Earlier.Count; i++)
        {
            var earlier = archive.Earlier[i];
            foreach (var problem in Attempt($"archive.earlier[{i}].format", () => (settings with { Format = earlier.Format }).ToFormat().EnsureAppliesTo(settings.Capture ? settings.RecordKind : format.AppliesTo)))
                yield return problem;
        }

        if (settings.AssumesEarlier && settings.ToEarlierGenerations()[0] is { } assumed && assumed.Format.Equals(format) && assumed.FileFormat == archive.FileFormat)
            yield return new("archive.generation", "generation 2 has the default format in plain text, which generation 1 is taken to have as well. Describe generation 1 in 'archive.earlier', or leave 'archive.generation' out.");
    }

    static IEnumerable<SettingsProblem> Forwarded(ForwardSettings forward, FlowLogFormat format) =>
    [
        .. Attempt("forward", () => forward.ToFilter().EnsureServedBy(format)),
        .. forward.Enrich ? Attempt("forward.enrich", () => format.EnsureContains("Enrichment", FlowField.InterfaceId)) : [],
    ];

    static IEnumerable<SettingsProblem> Forwarding(FlowLogSettings settings, JsonObject written)
    {
        if (!settings.Forward.IsOn)
        {
            foreach (var key in (written["forward"] as JsonObject ?? []).Select(setting => setting.Key))
                yield return new($"forward.{key}", "this changes nothing, because records are forwarded nowhere: leave it out, or give 'forward.endpointSecretArn' or 'forward.destinationBucket'.");
            yield break;
        }

        if (settings.Forward.From is ForwardSource.Logs && !settings.Logs.Enabled)
            yield return new("forward.from", "\"logs\" reads the log group, and 'logs.enabled' is false: give \"archive\", or 'logs.enabled' true.");
        if (settings.Forward.From is ForwardSource.Archive && !settings.Archive.Enabled)
            yield return new("forward.from", "\"archive\" reads the archive, and 'archive.enabled' is false: give \"logs\", or 'archive.enabled' true.");
        if (settings.Forward.From is ForwardSource.Archive && settings.Archive is { Enabled: true, FileFormat: FileFormat.Parquet })
            yield return new("forward.from", "\"archive\" reads plain text, and 'archive.fileFormat' is \"parquet\": give \"logs\", or 'archive.fileFormat' \"plain-text\".");
        if (settings.Forward.EndpointSecretArn is null && Has(written, "forward.headerStyle"))
            yield return new("forward.headerStyle", "this changes nothing, because records are sent to no endpoint: leave it out, or add 'forward.endpointSecretArn'.");
        if (settings.Forward.DestinationBucket is not null && !EncodingName.Of(settings.Forward.Encoding).IsJson)
            yield return new("forward.encoding", "\"vpc-raw\" is not JSON, and the objects in 'forward.destinationBucket' are: give \"fields\" or \"vpc-json\".");
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
            yield return new($"tagKeys.{key}", $"the format has '{(needed == 2 ? second : first)}', which needs {needed} tag key(s), and {given.Count} are given: name the tag keys, or leave the field out of the format.");
        if (given.Count > needed)
            yield return new($"tagKeys.{key}", $"\"{given[needed]}\" is the key of a tag that no field of the format carries: add {(needed == 0 ? first : second).Placeholder} to the format, or leave the key out.");
    }

    static IEnumerable<SettingsProblem> Logs(JsonObject written)
    {
        if (!Has(written, "logs.existingLogGroup"))
            return [];
        return Ignored(written, "logs.existingLogGroup", "logs.name", "logs.retentionDays", "logs.encryption");
    }

    static IEnumerable<SettingsProblem> Archive(ArchiveSettings archive, JsonObject written)
    {
        if (archive.ExistingBucket is not null)
        {
            foreach (var problem in Ignored(written, "archive.existingBucket", EncryptionSetting.IsKey(archive.Encryption) ? [] : ["archive.encryption"]).Concat(Ignored(written, "archive.existingBucket", "archive.versioned", "archive.expireAfterDays", "archive.tiers", "archive.accessLogs")))
                yield return problem;
            yield break;
        }

        for (var i = 0; i < archive.Tiers.Count; i++)
        {
            var tier = archive.Tiers[i];
            if (i > 0 && tier.AfterDays <= archive.Tiers[i - 1].AfterDays)
                yield return new($"archive.tiers[{i}].afterDays", $"{tier.AfterDays} is not after the {archive.Tiers[i - 1].AfterDays} days of the tier before: order the tiers by age, each later than the last.");
            if (i > 0 && Coldness(tier) <= Coldness(archive.Tiers[i - 1]))
                yield return new($"archive.tiers[{i}].storageClass", $"\"{tier.StorageClass}\" is not colder than \"{archive.Tiers[i - 1].StorageClass}\" before it, and objects do not move back: order the tiers {string.Join(", ", FromWarmToCold)}.");
            if (tier is { StorageClass: "STANDARD_IA" or "ONEZONE_IA", AfterDays: < 30 })
                yield return new($"archive.tiers[{i}].afterDays", $"{tier.AfterDays} is too early: S3 moves objects to {tier.StorageClass} after 30 days or more.");
            if (archive.ExpireAfterDays <= tier.AfterDays)
                yield return new($"archive.tiers[{i}].afterDays", $"{tier.AfterDays} is not before 'archive.expireAfterDays', {archive.ExpireAfterDays}, when objects are deleted: expire later, or leave the tier out.");
        }
    }

    static int Coldness(TierSettings tier) => FromWarmToCold.IndexOf(tier.StorageClass);

    static IEnumerable<SettingsProblem> Tags(IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > 128 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                yield return new("tags", $"\"{key}\" cannot be the key of a tag: use 1 to 128 characters, and leave keys that start with 'aws:' to AWS.");
            if (value.Length > 256)
                yield return new($"tags.{key}", $"the value has {value.Length} characters: give at most 256.");
        }

        if (tags.Count > 50)
            yield return new("tags", $"{tags.Count} tags are more than the 50 that a resource can have: leave some out.");
    }

    static IEnumerable<SettingsProblem> Idle(JsonObject written, string group, string reason, string toggle, params string[] except) =>
        (written[group] as JsonObject ?? []).Select(setting => setting.Key).Where(key => key != "enabled" && !except.Contains(key))
            .Select(key => new SettingsProblem($"{group}.{key}", $"this changes nothing, because {reason}: leave it out, or give '{toggle}' true."));

    static IEnumerable<SettingsProblem> Ignored(JsonObject written, string existing, params string[] paths) =>
        paths.Where(path => Has(written, path)).Select(path => new SettingsProblem(path, $"this is about a new resource, but '{existing}' names one that exists and stays as it is: leave one of them out."));

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
            return [new(path, e.Message)];
        }
    }
}

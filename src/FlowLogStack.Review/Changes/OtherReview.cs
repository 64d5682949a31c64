using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>Moves, added resources, exports, and the changed properties that no other part of the review reports.</summary>
sealed class OtherReview(ReviewContext context)
{
    static readonly HashSet<string> Reported = new(StringComparer.Ordinal)
    {
        "AWS::S3::BucketPolicy PolicyDocument", "AWS::SNS::TopicPolicy PolicyDocument", "AWS::SQS::QueuePolicy PolicyDocument",
            "AWS::IAM::Policy PolicyDocument", "AWS::IAM::ManagedPolicy PolicyDocument", "AWS::IAM::Role Policies",
        "AWS::IAM::Role AssumeRolePolicyDocument", "AWS::IAM::Role ManagedPolicyArns", "AWS::KMS::Key KeyPolicy", "AWS::Logs::ResourcePolicy PolicyDocument",
            "AWS::IAM::Policy Roles", "AWS::Glue::Table TableInput",
    };

    // Types of which one finding lists all that are added or removed.
    static readonly HashSet<string> Listed = new(StringComparer.Ordinal) { "AWS::Logs::QueryDefinition", "AWS::Athena::NamedQuery",
        "AWS::Athena::PreparedStatement" };

    // Types whose removal is reported as the permissions that go with it.
    static readonly HashSet<string> Permissions = new(StringComparer.Ordinal)
    {
        "AWS::IAM::Policy", "AWS::IAM::RolePolicy", "AWS::Lambda::Permission", "AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy",
    };

    internal IReadOnlyList<string> Run()
    {
        ReviewMoves();
        ReviewAdded();
        ReviewExports();
        foreach (var pair in context.Pairs.Where(pair => pair.Old.Type == pair.New.Type))
            ReviewProperties(pair);
        return Ignored();
    }

    void ReviewMoves()
    {
        if (context.Moves.Count == 0)
            return;
        context.Findings.Add(
            ReviewRules.Moved, ReviewSeverity.Info, context.Moves.Count == 1 ? context.After.Resources.GetValueOrDefault(context.Moves[0].New) : null,
            $"{context.Moves.Count} {(context.Moves.Count == 1 ? "resource has a new logical id" : "resources have new logical ids")}.",
            [
                "CloudFormation creates each of them again and deletes or keeps the old one. Resources with data or state are listed above.",
                .. context.Moves.Take(40).Select(move => $"{Markup.Code(move.Old)} → {Markup.Code(move.New)} ({ResourceWords.Kind(move.Type)})"),
                .. context.Moves.Count > 40 ? [$"{context.Moves.Count - 40} more."] : Array.Empty<string>(),
            ],
            fix: "`cdk refactor` moves resources without creating them again.");
    }

    void ReviewAdded()
    {
        var others = context.Added
            .Where(resource => !Listed.Contains(resource.Type) && !context.Findings.All.Any(finding => finding.LogicalId == resource.LogicalId)).ToList();
        if (others.Count > 0)
        {
            context.Findings.Add(
                ReviewRules.ResourceAdded, ReviewSeverity.Info, others.Count == 1 ? others[0] : null,
                    $"{others.Count} {(others.Count == 1 ? "resource is" : "resources are")} added.",
                others.GroupBy(resource => resource.Type)
                    .Select(group => $"{group.Count()} {ResourceWords.Counted(group.Key, group.Count())}: "
                    + $"{Markup.Codes(group.Select(resource => resource.DisplayName), 4)}."));
        }

        var gone = context.Removed.Where(resource => !Listed.Contains(resource.Type) && !Permissions.Contains(resource.Type) && !context.Findings.All
            .Any(finding => finding.LogicalId == resource.LogicalId)).GroupBy(resource => resource.Type).ToList();
        if (gone.Count > 0)
            context.Findings.Add(ReviewRules.Changed, ReviewSeverity.Info, null, "Resources that belong to others are removed.", gone
                .Select(group => $"{group.Count()} {ResourceWords.Counted(group.Key, group.Count())}: "
                + $"{Markup.Codes(group.Select(resource => resource.LogicalId), 4)}."));
    }

    void ReviewExports()
    {
        var (old, now) = (Exports(context.Before), Exports(context.After));
        foreach (var name in old.Keys.Except(now.Keys))
            context.Findings.Add(ReviewRules.OutputChanged, ReviewSeverity.Medium, null, $"The export {Markup.Code(name)} is removed.",
                ["The deployment fails while another stack imports it."]);
        foreach (var name in old.Keys.Intersect(now.Keys).Where(name => old[name] != now[name]))
            context.Findings.Add(ReviewRules.OutputChanged, ReviewSeverity.Low, null, $"The value of the export {Markup.Code(name)} changes.",
                ["The deployment fails while another stack imports it."]);
    }

    void ReviewProperties(ResourcePair pair)
    {
        var replacement = context.Replacements.Of(pair.New.LogicalId);
        var details = new List<string>();
        var evidence = new List<ReviewEvidence>();
        var reported = context.Findings.All.Where(finding => finding.LogicalId == pair.New.LogicalId)
            .SelectMany(finding => finding.Evidence.Select(item => item.Label.Split('.')[0])).ToHashSet(StringComparer.Ordinal);
        foreach (var property in pair.Changed)
        {
            // Reported by its meaning.
            if (reported.Contains(property) || replacement?.Properties.Contains(property) == true || Reported.Contains($"{pair.New.Type} {property}")
                || IsReportedElsewhere(pair, property))
                continue;
            if (property is "Tags" or "Description" or "AlarmDescription" or "GroupDescription")
                details.Add($"{Markup.Code(property)} changes.");
            else if (property == "Environment" && VariablesOf(pair).ToList() is var variables)
                details.AddRange(variables.Count == 0 ? [] : [$"Variables: {Markup.Codes(variables)}."]);
            else
                evidence.Add(pair.Evidence(property));
        }

        if (details.Count + evidence.Count > 0)
        {
            context.Findings.Add(
                ReviewRules.Changed, evidence.Count > 0 && ReplacementTable.Of(pair.New.Type) is null ? ReviewSeverity.Low : ReviewSeverity.Info, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} is updated in place.",
                [.. details, .. ReplacementTable.Of(pair.New.Type) is null && evidence.Count > 0
                    ? [$"Whether CloudFormation replaces {Markup.Code(pair.New.Type)} is not known here. See its documentation."] : Array.Empty<string>()],
                    evidence);
        }
    }

    static bool IsReportedElsewhere(ResourcePair pair, string property) => pair.New.Type switch
    {
        "AWS::CloudWatch::Dashboard" => property == "DashboardBody",
        "AWS::CloudWatch::Alarm" => property is "ActionsEnabled" or "AlarmActions",
        "AWS::CloudWatch::CompositeAlarm" => property is "AlarmActions",
        "AWS::EC2::SecurityGroup" => property == "SecurityGroupIngress" && pair.New.Items(property).Any(rule => RawJson.Text(rule["CidrIp"]) == "0.0.0.0/0"),
        "AWS::S3::Bucket" => property is "LifecycleConfiguration",
        _ => false,
    };

    static IEnumerable<string> VariablesOf(ResourcePair pair)
    {
        var (old, now) = (pair.Old.Node("Environment.Variables") as JsonObject ?? [], pair.New.Node("Environment.Variables") as JsonObject ?? []);
        return now.Select(variable => variable.Key).Union(old.Select(variable => variable.Key))
            .Where(name => !SubscriberReview.Destinations.Contains(name) && !CanonicalJson.AreEqual(old[name], now[name]));
    }

    List<string> Ignored()
    {
        var ignored = new List<string>();
        var code = context.Pairs.Count(pair => !JsonNode.DeepEquals(pair.Old.RawProperties, pair.New.RawProperties) && !DiffersIn(pair, ignoresHashes: true)
            && DiffersIn(pair, ignoresHashes: false));
        if (code > 0)
            ignored.Add($"Asset hashes of {code} {(code == 1 ? "resource" : "resources")} differ: the code or files behind them changed.");
        var metadata = context.Pairs.Count(pair => !JsonNode.DeepEquals(pair.Old.Raw["Metadata"], pair.New.Raw["Metadata"]));
        if (metadata > 0)
            ignored.Add($"Metadata of {metadata} {(metadata == 1 ? "resource" : "resources")} differ.");
        return ignored;
    }

    static bool DiffersIn(ResourcePair pair, bool ignoresHashes)
    {
        var (old, now) = (RawJson.Text(pair.Old.RawProperties) ?? "", RawJson.Text(pair.New.RawProperties) ?? "");
        return ignoresHashes ? CanonicalJson.WithoutHashes(old) != CanonicalJson.WithoutHashes(now) : old != now;
    }

    static Dictionary<string, string> Exports(ReviewedTemplate template)
    {
        var exports = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, output) in template.Root["Outputs"] as JsonObject ?? [])
        {
            if (RawJson.At(output, "Export.Name") is { } name)
                exports[RawJson.Text(name)!] = CanonicalJson.Of(RawJson.At(output, "Value"));
        }

        return exports;
    }
}

namespace FlowLogStack.Review;

/// <summary>The resources that are replaced or deleted, except flow logs, with what is lost.</summary>
sealed class LossReview(ReviewContext context)
{
    const string Retain = "Retain";

    // Their removal is reported with the detections, queries and subscribers.
    static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "AWS::EC2::FlowLog", "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::CloudWatch::Dashboard", "AWS::CloudWatch::InsightRule",
            "AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter", "AWS::Logs::QueryDefinition",
        "AWS::Athena::NamedQuery", "AWS::Athena::PreparedStatement", "AWS::Glue::Table", "AWS::SNS::Subscription", "AWS::IAM::Policy", "AWS::S3::BucketPolicy",
            "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "AWS::Lambda::Permission",
    };

    // Types whose name is unique in the account, and is taken while the old resource exists.
    static readonly HashSet<string> Unique = new(StringComparer.Ordinal)
    {
        "AWS::Athena::WorkGroup", "AWS::CloudWatch::Alarm", "AWS::Events::Rule", "AWS::Glue::Database", "AWS::IAM::ManagedPolicy", "AWS::IAM::Role",
        "AWS::KinesisFirehose::DeliveryStream", "AWS::Lambda::Function", "AWS::Logs::LogGroup", "AWS::S3::Bucket", "AWS::SQS::Queue",
        "AWS::SecretsManager::Secret",
    };

    internal void Run()
    {
        var quiet = new List<(ReviewedResource Resource, string Sentence)>();
        foreach (var pair in context.Pairs)
        {
            ReviewPolicies(pair);
            if (pair.Old.Type != pair.New.Type)
            {
                context.Findings.Add(ReviewRules.TypeChanged, ReviewSeverity.High, pair.New,
                    $"{Markup.Code(pair.New.LogicalId)} is {Markup.Code(pair.Old.Type)} and becomes {Markup.Code(pair.New.Type)}.",
                    ["CloudFormation does not change the type of a resource, so the deployment fails."], fix: "Use another logical id.");
            }
            else if (pair.New.Type != "AWS::EC2::FlowLog" && context.Replacements.Of(pair.New.LogicalId) is { } replacement)
            {
                Replaced(pair, replacement, quiet);
            }
        }

        foreach (var resource in context.Removed.Where(resource => !Elsewhere.Contains(resource.Type)))
            Removed(resource);
        if (quiet.Count > 0)
        {
            context.Findings.Add(
                ReviewRules.Replaced, ReviewSeverity.Low, quiet.Count == 1 ? quiet[0].Resource : null,
                quiet.Count == 1 ? quiet[0].Sentence : $"{quiet.Count} resources without stored data are replaced.",
                quiet.Count == 1 ? [] : quiet.Select(item => item.Sentence));
        }
    }

    void Replaced(ResourcePair pair, PlannedReplacement replacement, List<(ReviewedResource, string)> quiet)
    {
        var (old, now) = (pair.Old, pair.New);
        var type = ReplacementTable.Of(now.Type);
        if (type is null)
            return;
        Named(pair, replacement, type);
        // A resource with a new logical id is deleted by its old template's policy, a replaced one is subject to the new template's too.
        var keeps = replacement.Move is not null ? IsKept(old.DeletionPolicy) : IsKept(now.UpdateReplacePolicy) && IsKept(old.UpdateReplacePolicy);
        if (type.Loses is LossKind.Config && now.Type is not ("AWS::SNS::Topic" or "AWS::SNS::Subscription"))
        {
            if (replacement.Move is null)
                quiet.Add((now, $"{Markup.Sentence(old.Words)} {May(replacement)} replaced {replacement.Cause}."));
            return;
        }

        if (now.Type == "AWS::SNS::Subscription" && replacement.Move is null && (pair.Differs("Endpoint") || pair.Differs("Protocol")))
            return;
        var (severity, details) = Consequences(old, type, keeps, isMove: replacement.Move is not null);
        if (!replacement.IsCertain)
            severity = Lower(severity);
        var order = type.DeletesFirst ? "CloudFormation deletes the old one before it creates the new one."
            : "CloudFormation creates the new one before it deletes the old one.";
        context.Findings.Add(
            ReviewRules.Replaced, severity, now,
            $"{Markup.Sentence(old.Words)} {May(replacement)} replaced {replacement.Cause}.",
            [.. details, .. keeps && replacement.Move is null && type.Loses is LossKind.Data ? Array.Empty<string>() : [order]],
            replacement.Move is null && replacement.Because is null ? replacement.Properties.Select(pair.Evidence) : [],
            FixOf(replacement, type, keeps));
    }

    void Named(ResourcePair pair, PlannedReplacement replacement, ReplacementType type)
    {
        var (old, now) = (pair.Old, pair.New);
        var name = now.PhysicalName;
        if (name is null || old.PhysicalName != name)
            return;
        if (replacement.Move is not null
            && Unique.Contains(now.Type))
        {
            var isSure = now.Type is not "AWS::CloudWatch::Alarm" || IsKept(old.DeletionPolicy);
            context.Findings.Add(
                ReviewRules.NameTaken, isSure ? ReviewSeverity.High : ReviewSeverity.Medium, now,
                $"The deployment {(isSure ? "fails" : "can fail")}, because {Markup.Code(now.LogicalId)} has the name of the existing "
                    + $"{ResourceWords.Kind(now.Type)} {Markup.Code(name)}.",
                ["CloudFormation creates the resource under its new logical id before it deletes the old one."],
                fix: "Keep the logical id (`overrideLogicalId`), use `cdk refactor`, or use another name.");
        }
        else if (replacement.Move is null && type.NamedFailsOn.Where(pattern => pair.Changed.Any(property => Wildcards.Cover(pattern, property)))
            .ToList() is { Count: > 0 } failing)
        {
            context.Findings.Add(
                ReviewRules.NameTaken, ReviewSeverity.High, now,
                $"The deployment fails, because {now.Words} has a literal name and a change of {Markup.Codes(failing)} replaces it.",
                ["CloudFormation does not replace a resource with a literal name by another one of the same name."],
                fix: "Use another name, or leave the name to CloudFormation.");
        }
    }

    void Removed(ReviewedResource resource)
    {
        var keeps = IsKept(resource.DeletionPolicy);
        var type = ReplacementTable.Of(resource.Type);
        if (type is null)
        {
            context.Findings.Add(ReviewRules.Deleted, ReviewSeverity.Medium, resource,
                $"{Markup.Sentence(resource.Words)} ({resource.Type}) is removed{(keeps ? ", and stays outside of the stack" : "")}.",
                ["What is lost with a resource of this type is not known here."]);
            return;
        }

        var (severity, details) = Consequences(resource, type, keeps, isMove: false);
        if (type.Loses is LossKind.Access && resource.Type == "AWS::IAM::Role")
            severity = ReviewSeverity.Low;
        context.Findings.Add(
            ReviewRules.Deleted, severity, resource,
            keeps ? $"{Markup.Sentence(resource.Words)} is removed from the stack and stays in the account." : $"{Markup.Sentence(resource.Words)} is deleted.",
            details,
            fix: severity >= ReviewSeverity.High && type.Loses is LossKind.Data
                ? "Set the removal policy to `RETAIN` and deploy that first, or export the data."
                : null);
    }

    (ReviewSeverity Severity, List<string> Details) Consequences(ReviewedResource old, ReplacementType type, bool keeps, bool isMove)
    {
        if (keeps)
        {
            var kept = new List<string> { "The old one stays in the account, outside of the stack, and still costs." };
            if (type.Loses is LossKind.Data)
                kept.Add(old.Type == "AWS::KMS::Key" ? "Data that it encrypts stay readable as long as it exists."
                    : "What is stored stays in the old one; filters, queries and readers of the stack use only the new one.");
            return (type.Loses is LossKind.Data ? ReviewSeverity.Medium : ReviewSeverity.Low, kept);
        }

        var lost = $"Lost with the old one: {type.What}.";
        return type.Loses switch
        {
            LossKind.Data when old.Type == "AWS::S3::Bucket" && !IsEmptied(old) =>
                (ReviewSeverity.High,
                [lost, "CloudFormation cannot delete a bucket that contains objects: the bucket then stays, and the stack reports `DELETE_FAILED`."]),
            LossKind.Data when old.Type == "AWS::S3::Bucket" =>
                (ReviewSeverity.Critical, [lost, "A custom resource of the stack empties the bucket, so all objects are deleted."]),
            LossKind.Data when old.Type == "AWS::SQS::Queue" => (ReviewSeverity.High, [lost]),
            LossKind.Data => (ReviewSeverity.Critical, [lost]),
            LossKind.Outage => (ReviewSeverity.High, [lost]),
            LossKind.Access => (ReviewSeverity.Medium, [lost]),
            LossKind.Gap => (type.DeletesFirst && old.Type == "AWS::Logs::MetricFilter" ? ReviewSeverity.Low : ReviewSeverity.Medium, [lost]),
            LossKind.Catalog => (isMove ? ReviewSeverity.Low : ReviewSeverity.Medium, [lost]),
            LossKind.Config when old.Type is "AWS::SNS::Topic" or "AWS::SNS::Subscription" => (ReviewSeverity.Medium, [lost]),
            _ => (ReviewSeverity.Low, [lost]),
        };
    }

    void ReviewPolicies(ResourcePair pair)
    {
        var loses = ReplacementTable.Of(pair.New.Type)?.Loses;
        foreach (var (attribute, was, becomes) in new[] { ("DeletionPolicy", pair.Old.DeletionPolicy, pair.New.DeletionPolicy),
            ("UpdateReplacePolicy", pair.Old.UpdateReplacePolicy, pair.New.UpdateReplacePolicy) })
        {
            if (IsKept(was) && !IsKept(becomes))
            {
                context.Findings.Add(
                    ReviewRules.DeletionPolicyWeakened, loses is LossKind.Data ? ReviewSeverity.High : ReviewSeverity.Low, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} is no longer kept when "
                        + $"{(attribute == "DeletionPolicy" ? "it is removed or the stack is deleted" : "it is replaced")}.",
                    ReplacementTable.Of(pair.New.Type) is { } type ? [$"Lost then: {type.What}."] : [],
                    [new ReviewEvidence(attribute, was, becomes)]);
            }
            else if (!IsKept(was) && IsKept(becomes))
            {
                context.Findings.Add(ReviewRules.DeletionPolicyStrengthened, ReviewSeverity.Info, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} is kept when "
                    + $"{(attribute == "DeletionPolicy" ? "it is removed or the stack is deleted" : "it is replaced")}.",
                    evidence: [new ReviewEvidence(attribute, was, becomes)]);
            }
        }
    }

    bool IsEmptied(ReviewedResource bucket) =>
        context.Before.Resources.Values.Any(resource => resource.Type is "Custom::S3AutoDeleteObjects" or "Custom::EmptiedBucket" && resource.Properties
            .Any(property => property.Key is "BucketName" or "Bucket" && RawJson.Text(property.Value) == bucket.ReferredName));

    static string May(PlannedReplacement replacement) => replacement.IsCertain ? "is" : "may be";

    static string? FixOf(PlannedReplacement replacement, ReplacementType type, bool keeps) =>
        replacement.Move is not null && type.Loses is not (LossKind.Config or LossKind.History)
            ? "Keep the logical id (`overrideLogicalId`), or move the resource with `cdk refactor`."
        : type.Loses is LossKind.Data && !keeps ? "Keep the property, or set `UpdateReplacePolicy: Retain` and deploy that first."
        : null;

    static ReviewSeverity Lower(ReviewSeverity severity) => severity > ReviewSeverity.Low ? severity - 1 : severity;

    static bool IsKept(string policy) => policy.StartsWith(Retain, StringComparison.Ordinal) || policy == "Snapshot";
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>The changes of how long data are stored: log groups, buckets and queues.</summary>
sealed class RetentionReview(ReviewContext context)
{
    static readonly string[] Scopes = ["Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan"];

    internal void Run()
    {
        foreach (var pair in context.PairsOf("AWS::Logs::LogGroup"))
            ReviewDays(pair, "RetentionInDays", pair.Old.Number("RetentionInDays"), pair.New.Number("RetentionInDays"), "Log events");
        foreach (var pair in context.PairsOf("AWS::S3::Bucket").Where(pair => pair.Differs("LifecycleConfiguration")))
            ReviewBucket(pair);
        foreach (var pair in context.PairsOf("AWS::SQS::Queue").Where(pair => pair.Differs("MessageRetentionPeriod")))
        {
            const double usual = 345_600;
            var (was, becomes) = (pair.Old.Number("MessageRetentionPeriod") ?? usual, pair.New.Number("MessageRetentionPeriod") ?? usual);
            var isShorter = becomes < was;
            context.Findings.Add(
                isShorter ? ReviewRules.RetentionShortened : ReviewRules.RetentionLengthened, isShorter ? ReviewSeverity.Medium : ReviewSeverity.Info, pair.New,
                $"{Markup.Sentence(pair.New.Words)} keeps messages for {Span(becomes)} instead of {Span(was)}.",
                isShorter ? ["Older messages are deleted, and what they represent cannot be replayed."] : [],
                [pair.Evidence("MessageRetentionPeriod")]);
        }
    }

    void ReviewBucket(ResourcePair pair)
    {
        var (old, now) = (Rules(pair.Old), Rules(pair.New));
        var reported = false;
        foreach (var scope in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, becomes) = (old.GetValueOrDefault(scope), now.GetValueOrDefault(scope));
            if (was.Days != becomes.Days)
            {
                ReviewDays(pair, "LifecycleConfiguration", was.Days, becomes.Days, scope.Length == 0 ? "Objects" : $"Objects with {Markup.Code(scope)}",
                    force: true);
                reported = true;
            }

            if (becomes.Old is { } versions && (was.Old is null || versions < was.Old))
            {
                context.Findings.Add(ReviewRules.RetentionShortened, ReviewSeverity.Medium, pair.New,
                    $"Previous versions of objects of {pair.New.Words} are deleted after "
                    + $"{Days(versions)}{(was.Old is { } before ? $" instead of {Days(before)}" : "")}.", evidence: [pair.Evidence("LifecycleConfiguration")]);
                reported = true;
            }
        }

        if (!reported)
            context.Findings.Add(ReviewRules.Changed, ReviewSeverity.Low, pair.New,
                $"The lifecycle rules of {pair.New.Words} change, but not when objects are deleted.", evidence: [pair.Evidence("LifecycleConfiguration")]);
    }

    void ReviewDays(ResourcePair pair, string property, double? was, double? becomes, string what, bool force = false)
    {
        if (was == becomes || (!force && !pair.Differs(property)))
            return;
        var isShorter = (becomes ?? double.PositiveInfinity) < (was ?? double.PositiveInfinity);
        context.Findings.Add(
            isShorter ? ReviewRules.RetentionShortened : ReviewRules.RetentionLengthened,
            isShorter ? ReviewSeverity.High : ReviewSeverity.Info,
            pair.New,
            isShorter
                ? $"{what} of {pair.New.Words} are deleted after {Days(becomes)} instead of {(was is null ? "never" : Days(was))}."
                : $"{what} of {pair.New.Words} are kept {(becomes is null ? "forever" : $"for {Days(becomes)}")} instead of {Days(was)}.",
            isShorter ? [$"Those that are older at the deployment are deleted soon after it and cannot be restored."] : becomes is null
                ? ["The costs of storage grow each month."] : [],
            [pair.Evidence(property)],
            isShorter ? "Export what must be kept before the deployment." : null);
    }

    // The shortest expiration of each prefix or filter, in days.
    static Dictionary<string, (double? Days, double? Old)> Rules(ReviewedResource bucket)
    {
        var rules = new Dictionary<string, (double? Days, double? Old)>(StringComparer.Ordinal);
        foreach (var rule in bucket.Items("LifecycleConfiguration.Rules").OfType<JsonObject>().Where(rule => RawJson.Text(rule["Status"]) == "Enabled"))
        {
            var scope = string.Join(' ', Scopes.Where(rule.ContainsKey)
                .Select(name => $"{name} {RawJson.Text(rule[name])}").Where(text => text != "Prefix "));
            var days = Number(rule["ExpirationInDays"]);
            var versions = Number(RawJson.At(rule, "NoncurrentVersionExpiration.NoncurrentDays")) ?? Number(rule["NoncurrentVersionExpirationInDays"]);
            var known = rules.GetValueOrDefault(scope);
            rules[scope] = (Least(known.Days, days), Least(known.Old, versions));
        }

        return rules;
    }

    static double? Least(double? left, double? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);

    static double? Number(JsonNode? node) => double.TryParse(RawJson.Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    static string Days(double? days) => days is null ? "never" : days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days:#,0} days");

    static string Span(double seconds) => seconds % 86_400 == 0 ? Days(seconds / 86_400) : seconds % 3600 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} hours") : string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds");
}

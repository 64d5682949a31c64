namespace FlowLogStack.Review;

/// <summary>The comparison of all policies as permissions: who may do more or less.</summary>
sealed class PermissionReview(ReviewContext context)
{
    static readonly string[] Sensitive = ["iam:*", "iam:passrole", "sts:assumerole", "kms:decrypt", "kms:creategrant", "s3:getobject", "s3:deleteobject",
        "s3:putbucketpolicy", "logs:deleteloggroup", "ec2:deleteflowlogs", "secretsmanager:getsecretvalue", "lambda:updatefunctioncode"];

    static readonly string[] Delivering = ["logs:putlogevents", "logs:createlogstream", "s3:putobject", "firehose:putrecordbatch", "firehose:putrecord",
        "sqs:sendmessage", "sns:publish", "kms:generatedatakey"];

    readonly string oldText = context.Before.Text;

    internal void Run()
    {
        var before = PolicyReader.Read(context.BeforeWithNewNames()).ToDictionary(policy => policy.Key, StringComparer.Ordinal);
        var after = PolicyReader.Read(context.After).ToDictionary(policy => policy.Key, StringComparer.Ordinal);
        var added = new List<HeldPolicy>();
        foreach (var (key, now) in after)
        {
            if (before.TryGetValue(key, out var old))
                Compare(now, old.Grants, now.Grants);
            else if (context.Before.Resources.ContainsKey(now.Resource.LogicalId))
                Compare(now, [], now.Grants);
            else
                added.Add(now);
        }

        foreach (var (key, old) in before)
        {
            if (!after.ContainsKey(key) && context.After.Resources.TryGetValue(old.Resource.LogicalId, out var resource))
                Compare(old with { Resource = resource }, old.Grants, []);
        }

        ReviewNew(added);
    }

    void ReviewNew(List<HeldPolicy> added)
    {
        var ordinary = new List<string>();
        foreach (var policy in added)
        {
            foreach (var group in Groups(policy.Grants.Where(grant => grant.Allows)))
            {
                var severity = SeverityOf(policy, group, isTrusted: false);
                // A new role or resource has permissions by design. Only those for anyone, for other accounts and for everything stand out.
                if (group.First.IsPublic || severity is ReviewSeverity.High && (policy.Kind is PolicyKind.Identity || IsForeign(group.First.Principal)))
                    Report(policy, group, severity, [], isNew: true);
                else if (policy.Kind is PolicyKind.Identity)
                    ordinary.Add($"{Markup.Sentence(Sentence(policy, group, "may"))}.");
            }
        }

        if (added.Count > 0)
            context.Findings.Add(ReviewRules.AccessNew, ReviewSeverity.Info, null, added.Count == 1
                ? $"{Markup.Sentence(added[0].Words)} is new and has permissions." : $"{added.Count} new resources have permissions.", ordinary);
    }

    void Compare(HeldPolicy policy, IReadOnlyList<PolicyGrant> old, IReadOnlyList<PolicyGrant> now)
    {
        var gained = now.Where(grant => grant.Allows && !old.Any(other => other.Covers(grant))).ToList();
        var lost = old.Where(grant => grant.Allows && !now.Any(other => other.Covers(grant))).ToList();
        foreach (var group in Groups(gained))
        {
            var closest = old.Where(grant => grant.Allows && group.Grants.Any(gain => grant.Covers(gain, ignoresConditions: true))).ToList();
            var isTrusted = old.Any(grant => grant.Allows && grant.Principal == group.First.Principal);
            Report(policy, group, SeverityOf(policy, group, isTrusted, closest), closest, isNew: false, old);
        }

        var narrowed = lost.Where(grant => now.Any(other => grant.Covers(other, ignoresConditions: false) && other.Covers(grant, ignoresConditions: true)))
            .ToList();
        // A changed condition or resource is reported once, as the new permission.
        var replaced = lost.Except(narrowed)
            .Where(grant => gained.Exists(gain => gain.Principal == grant.Principal && gain.Covers(grant, ignoresConditions: true, ignoresResource: true)))
            .ToList();
        foreach (var group in Groups(narrowed))
        {
            var conditions = now.Where(other => group.Grants.Any(grant => other.Covers(grant, ignoresConditions: true))).SelectMany(other => other.Conditions)
                .Where(condition => !group.First.Conditions.Any(condition.Implies)).Select(condition => condition.Words).Distinct();
            context.Findings.Add(ReviewRules.AccessNarrowed, ReviewSeverity.Info, policy.Resource,
                $"{Markup.Sentence(Sentence(policy, group, "may only"))} under more conditions.", [$"New conditions: {string.Join("; ", conditions)}."]);
        }

        foreach (var group in Groups(lost.Except(narrowed).Except(replaced)))
            ReportLost(policy, group);
        CompareDenials(policy, old, now);
    }

    void CompareDenials(HeldPolicy policy, IReadOnlyList<PolicyGrant> old, IReadOnlyList<PolicyGrant> now)
    {
        var lost = old.Where(grant => !grant.Allows && !now.Any(other => other.Covers(grant))).ToList();
        foreach (var group in Groups(lost))
        {
            var isTls = group.First.Conditions.Any(IsTls);
            context.Findings.Add(
                isTls ? ReviewRules.TlsLost : ReviewRules.DenyRemoved,
                ReviewSeverity.High,
                policy.Resource,
                isTls ? $"{Markup.Sentence(policy.Words)} no longer denies access without TLS."
                    : $"{Markup.Sentence(policy.Words)} no longer denies {group.First.Who} to {ActionWords.Of(group.Actions)}.",
                [.. Conditions("The removed statement applied if", group.First.Conditions), .. Resources(policy, group)],
                fix: isTls ? "Keep the statement with `aws:SecureTransport` = `false`." : "Keep the statement, unless others now deny the same.");
        }

        var gained = now.Where(grant => !grant.Allows && !old.Any(other => other.Covers(grant))).ToList();
        foreach (var group in Groups(gained))
            context.Findings.Add(ReviewRules.AccessNarrowed, ReviewSeverity.Info, policy.Resource,
                $"{Markup.Sentence(policy.Words)} now denies {group.First.Who} to {ActionWords.Of(group.Actions)}.",
                Conditions("It applies if", group.First.Conditions));
    }

    static bool IsTls(PolicyCondition condition) => condition.Key.Equals("aws:SecureTransport", StringComparison.OrdinalIgnoreCase)
        || condition.Key.Equals("s3:TlsVersion", StringComparison.OrdinalIgnoreCase);

    void Report(HeldPolicy policy, Group group, ReviewSeverity severity, IReadOnlyList<PolicyGrant> closest, bool isNew, IReadOnlyList<PolicyGrant>? old = null)
    {
        var first = group.First;
        var rule = first.IsPublic ? ReviewRules.AccessPublic : policy.Kind is PolicyKind.Trust ? ReviewRules.TrustWidened : ReviewRules.AccessWidened;
        var details = new List<string>();
        var missing = closest.SelectMany(grant => grant.Conditions).Where(condition => !first.Conditions.Any(given => given.Implies(condition)))
            .Select(condition => condition.Words).Distinct().ToList();
        if (missing.Count > 0)
            details.Add($"Conditions that no longer apply: {string.Join("; ", missing)}.");
        details.AddRange(Conditions("Conditions", first.Conditions));
        if (first.Conditions.Count == 0 && policy.Kind is not PolicyKind.Identity)
            details.Add("No condition limits it.");
        if (missing.Count == 0 && old is not null)
            details.AddRange(Before(policy, group, old));
        details.AddRange(Resources(policy, group));
        if (IsForeign(first.Principal))
            details.Add($"The account {Markup.Code(PolicyGrant.AccountOf(first.Principal))} is not in the old template.");
        context.Findings.Add(rule, severity, policy.Resource,
            $"{Markup.Sentence(Sentence(policy, group, isNew ? "may" : "may now"))}{(missing.Count > 0 ? " with fewer conditions" : "")}.", details,
            fix: FixOf(policy, first, missing.Count > 0));
    }

    static IEnumerable<string> Before(HeldPolicy policy, Group group, IReadOnlyList<PolicyGrant> old)
    {
        var same = old.Where(grant => grant.Allows && group.Grants.Any(gain => grant.Covers(gain, ignoresConditions: true, ignoresResource: true))).ToList();
        if (same.Count > 0 && policy.Kind is not PolicyKind.Trust)
            yield return $"Before, only on {Markup.Codes(same.Select(grant => grant.Resource).Distinct(), 4)}.";
    }

    static string? FixOf(HeldPolicy policy, PolicyGrant grant, bool hasLostConditions) =>
        grant.IsPublic ? "Name the principals, or add a condition such as `aws:SourceAccount`."
        : hasLostConditions && grant.Principal.StartsWith("Service:", StringComparison.Ordinal)
            ? "Keep `aws:SourceAccount` and `aws:SourceArn`, so that the service cannot act for other accounts."
        : policy.Kind is PolicyKind.Identity && grant.Resource == "*" ? "Name the resources, or state the reason for the wildcard."
        : null;

    void ReportLost(HeldPolicy policy, Group group)
    {
        var first = group.First;
        var delivers = first.Principal.StartsWith("Service:", StringComparison.Ordinal)
            || (policy.Kind is PolicyKind.Identity && group.Actions.Any(action => Delivering.Any(known => Wildcards.Cover(action, known, ignoresCase: true))));
        context.Findings.Add(
            ReviewRules.AccessRemoved,
            delivers ? ReviewSeverity.High : ReviewSeverity.Medium,
            policy.Resource,
            $"{Markup.Sentence(Sentence(policy, group, "may no longer"))}.",
            [.. delivers ? ["Deliveries that need the permission fail from the deployment on."] : Array.Empty<string>(), .. Resources(policy, group)]);
    }

    ReviewSeverity SeverityOf(HeldPolicy policy, Group group, bool isTrusted, IReadOnlyList<PolicyGrant>? closest = null)
    {
        var first = group.First;
        if (first.IsPublic)
            return ReviewSeverity.Critical;
        if (IsForeign(first.Principal))
            return ReviewSeverity.High;
        var losesDeputy = closest is { Count: > 0 } && closest.All(grant => grant.Conditions.Any(condition => condition.LimitsDeputy)) && !first.Conditions
            .Any(condition => condition.LimitsDeputy);
        if (losesDeputy)
            return ReviewSeverity.High;
        if (policy.Kind is PolicyKind.Identity)
            return group.Grants.Any(IsPowerful) ? ReviewSeverity.High : ReviewSeverity.Medium;
        var isService = first.Principal.StartsWith("Service:", StringComparison.Ordinal);
        if (isService && !isTrusted && !first.Conditions.Any(condition => condition.LimitsDeputy))
            return ReviewSeverity.High;
        return group.Actions.Any(action => action == "*" || action.EndsWith(":*", StringComparison.Ordinal)) ? ReviewSeverity.High : ReviewSeverity.Medium;
    }

    static bool IsPowerful(PolicyGrant grant)
    {
        if (grant.Action == "*" || (grant.Action == "(managed policy)" && grant.Resource.EndsWith("AdministratorAccess", StringComparison.Ordinal)))
            return true;
        if (grant.Action.StartsWith(PolicyGrant.AllBut, StringComparison.Ordinal) || grant.Action.EndsWith(":*", StringComparison.Ordinal))
            return true;
        return grant.Resource == "*" && Sensitive
            .Any(action => Wildcards.Cover(grant.Action, action, ignoresCase: true) || Wildcards.Cover(action, grant.Action, ignoresCase: true));
    }

    bool IsForeign(string principal) =>
        PolicyGrant.AccountOf(principal) is { } account && account != ReviewedTemplate.Account && context.After.Parameters["AWS::AccountId"] != account
            && !oldText.Contains(account, StringComparison.Ordinal);

    static string Sentence(HeldPolicy policy, Group group, string may) => policy.Kind switch
    {
        PolicyKind.Trust => $"{group.First.Who} {may} assume {policy.Words} ({Markup.Codes(group.Actions, 3)})",
        PolicyKind.Identity =>
            $"{policy.Words} {may} {ActionWords.Of(group.Actions)} on {(group.Resources.Contains("*") ? "all resources" : Markup.Codes(group.Resources, 3))}",
        _ => $"{group.First.Who} {may} {ActionWords.Of(group.Actions)} on {policy.Words}",
    };

    static IEnumerable<string> Conditions(string start, IReadOnlyList<PolicyCondition> conditions) =>
        conditions.Count == 0 ? [] : [$"{start}: {string.Join("; ", conditions.Select(condition => condition.Words))}."];

    static IEnumerable<string> Resources(HeldPolicy policy, Group group) =>
        policy.Kind is PolicyKind.Resource && group.Resources.Any(resource => resource is not ("it" or "*"))
            ? [$"Resources: {Markup.Codes(group.Resources, 4)}."] : [];

    static List<Group> Groups(IEnumerable<PolicyGrant> grants) =>
    [
        .. grants.GroupBy(grant => $"{grant.Principal}\n{string.Join('\n', grant.Conditions.Select(condition => condition.Words))}")
            .Select(group => new Group([.. group])),
    ];

    /// <summary>Permissions of one principal with the same conditions.</summary>
    sealed record Group(IReadOnlyList<PolicyGrant> Grants)
    {
        internal PolicyGrant First => Grants[0];

        internal IReadOnlyList<string> Actions { get; } = [.. Grants.Select(grant => grant.Action).Distinct()];

        internal IReadOnlyList<string> Resources { get; } = [.. Grants.Select(grant => grant.Resource).Distinct()];
    }
}

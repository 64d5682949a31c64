using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Review;

/// <summary>A reader of all policies of a template, by holder: several policies of one role are one.</summary>
sealed class PolicyReader
{
    const string ManagedAction = "(managed policy)";

    static readonly string[] Attachments = ["Roles", "Users", "Groups", "RoleName", "UserName", "GroupName"];

    readonly ReviewedTemplate template;
    readonly Dictionary<string, (ReviewedResource Resource, string Words, PolicyKind Kind, List<PolicyGrant> Grants)> held = new(StringComparer.Ordinal);
    readonly ILookup<string, ReviewedResource> byName;

    PolicyReader(ReviewedTemplate template)
    {
        this.template = template;
        byName = template.Resources.Values.SelectMany(resource => new[] { resource.ReferredName, resource.DisplayName }.Distinct()
            .Select(name => (name, resource))).ToLookup(item => item.name, item => item.resource, StringComparer.Ordinal);
    }

    /// <summary>Returns the policies.</summary>
    internal static IReadOnlyList<HeldPolicy> Read(ReviewedTemplate template)
    {
        var reader = new PolicyReader(template);
        foreach (var resource in template.Resources.Values)
            reader.Read(resource);
        return [.. reader.held.Select(entry =>
            new HeldPolicy(entry.Key, entry.Value.Resource, entry.Value.Words, entry.Value.Kind, [.. entry.Value.Grants.Distinct(GrantEquality.Instance)]))];
    }

    void Read(ReviewedResource resource)
    {
        switch (resource.Type)
        {
            case "AWS::IAM::Role":
                Add(resource, "trust", PolicyKind.Trust, resource.Node("AssumeRolePolicyDocument"), resource.Words);
                foreach (var policy in resource.Items("Policies"))
                    AddIdentity(resource, RawJson.At(policy, "PolicyDocument"));
                AddManaged(resource);
                break;
            case "AWS::IAM::User" or "AWS::IAM::Group":
                foreach (var policy in resource.Items("Policies"))
                    AddIdentity(resource, RawJson.At(policy, "PolicyDocument"));
                AddManaged(resource);
                break;
            case "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" or "AWS::IAM::RolePolicy" or "AWS::IAM::UserPolicy" or "AWS::IAM::GroupPolicy":
                ReadAttached(resource);
                break;
            case "AWS::Lambda::Permission":
                ReadPermission(resource);
                break;
            case "AWS::S3::BucketPolicy":
                AddTo(resource, "Bucket", "PolicyDocument");
                break;
            case "AWS::SNS::TopicPolicy":
                AddTo(resource, "Topics", "PolicyDocument");
                break;
            case "AWS::SNS::TopicInlinePolicy":
                AddTo(resource, "TopicArn", "PolicyDocument");
                break;
            case "AWS::SQS::QueuePolicy":
                AddTo(resource, "Queues", "PolicyDocument");
                break;
            case "AWS::SQS::QueueInlinePolicy":
                AddTo(resource, "Queue", "PolicyDocument");
                break;
            case "AWS::SecretsManager::ResourcePolicy":
                AddTo(resource, "SecretId", "ResourcePolicy");
                break;
            case "AWS::KMS::Key" or "AWS::KMS::ReplicaKey":
                Add(resource, "", PolicyKind.Resource, resource.Node("KeyPolicy"), resource.Words);
                break;
            case "AWS::Events::EventBusPolicy":
                Add(resource, "", PolicyKind.Resource, resource.Node("Statement") is { } statement ? new JsonObject { ["Statement"] = statement.DeepClone() }
                    : null, resource.Words);
                break;
            default:
                foreach (var (name, value) in resource.Properties)
                {
                    if (name.EndsWith("Policy", StringComparison.Ordinal) || name.EndsWith("PolicyDocument", StringComparison.Ordinal)
                        || name.EndsWith("PolicyText", StringComparison.Ordinal))
                        Add(resource, "", PolicyKind.Resource, value, resource.Words);
                }

                break;
        }
    }

    void ReadAttached(ReviewedResource policy)
    {
        var names = Attachments.SelectMany(policy.Items).Select(node => RawJson.Text(node)!).ToList();
        foreach (var name in names)
        {
            var holder = byName[name]
                .FirstOrDefault(resource => resource.Type.StartsWith("AWS::IAM::", StringComparison.Ordinal) && resource.LogicalId != policy.LogicalId);
            if (holder is not null)
                AddIdentity(holder, policy.Node("PolicyDocument"));
            else
                Add(policy, name, PolicyKind.Identity, policy.Node("PolicyDocument"), $"the role {Markup.Code(name)}", key: $"identity {name}");
        }

        if (names.Count == 0)
            Add(policy, "", PolicyKind.Identity, policy.Node("PolicyDocument"), policy.Words);
    }

    void AddManaged(ReviewedResource holder)
    {
        foreach (var arn in holder.Items("ManagedPolicyArns").Select(node => RawJson.Text(node)!))
            Entry(holder, $"{holder.LogicalId} identity", PolicyKind.Identity, holder.Words).Add(new PolicyGrant(true, "", ManagedAction, arn, []));
    }

    void ReadPermission(ReviewedResource permission)
    {
        var function = permission.ReferencesOf("FunctionName").FirstOrDefault(template.Resources.ContainsKey);
        var target = function is null ? null : template.Resources[function];
        var principal = permission.Text("Principal") ?? "";
        var conditions = new List<PolicyCondition>();
        foreach (var (property, key, comparison) in new[] { ("SourceArn", "aws:SourceArn", "ArnLike"), ("SourceAccount", "aws:SourceAccount", "StringEquals"),
            ("PrincipalOrgID", "aws:PrincipalOrgID", "StringEquals"), ("FunctionUrlAuthType", "lambda:FunctionUrlAuthType", "StringEquals"),
            ("EventSourceToken", "lambda:EventSourceToken", "StringEquals") })
        {
            // A function URL without authentication doesn't limit who may call it.
            if (permission.Text(property) is { } value && !(property == "FunctionUrlAuthType" && value == "NONE"))
                conditions.Add(new PolicyCondition(comparison, key, [value]));
        }

        var owner = target ?? permission;
        var who = principal == PolicyGrant.Anyone ? PolicyGrant.Anyone : principal.Contains(".amazonaws.", StringComparison.Ordinal) ? $"Service:{principal}"
            : $"AWS:{principal}";
        Entry(owner, $"{target?.LogicalId ?? permission.Text("FunctionName") ?? permission.LogicalId} resource", PolicyKind.Resource,
            owner.Words).Add(new PolicyGrant(true, who, permission.Text("Action") ?? "*", "it", conditions));
    }

    void AddIdentity(ReviewedResource holder, JsonNode? document) => Add(holder, "identity", PolicyKind.Identity, document, holder.Words);

    // A policy belongs to the resource it is for; its own logical id has no effect.
    void AddTo(ReviewedResource policy, string target, string document)
    {
        var targets = policy.ReferencesOf(target).Where(template.Resources.ContainsKey).Select(name => template.Resources[name]).ToList();
        foreach (var resource in targets)
            Add(resource, "resource", PolicyKind.Resource, policy.Node(document), resource.Words);
        if (targets.Count > 0)
            return;
        foreach (var name in policy.Items(target).Select(node => RawJson.Text(node)!))
            Add(policy, "", PolicyKind.Resource, policy.Node(document), $"{ResourceWords.Kind(policy.Type)} of {Markup.Code(name)}",
                key: $"{policy.Type} {name}");
    }

    void Add(ReviewedResource holder, string part, PolicyKind kind, JsonNode? document, string words, string? key = null)
    {
        if (document is JsonValue text)
            document = CanonicalJson.Inside(RawJson.Text(text)!);
        if (document is not JsonObject policy || policy["Statement"] is null)
            return;
        var grants = Entry(holder, key ?? $"{holder.LogicalId} {part}", kind, words);
        foreach (var statement in RawJson.Items(policy["Statement"]).OfType<JsonObject>())
            grants.AddRange(GrantsOf(statement, kind));
    }

    List<PolicyGrant> Entry(ReviewedResource holder, string key, PolicyKind kind, string words)
    {
        if (!held.TryGetValue(key, out var entry))
            held.Add(key, entry = (holder, words, kind, []));
        return entry.Grants;
    }

    static IEnumerable<PolicyGrant> GrantsOf(JsonObject statement, PolicyKind kind)
    {
        var allows = RawJson.Text(statement["Effect"]) != "Deny";
        var conditions = ConditionsOf(statement["Condition"] as JsonObject);
        var resources = Names(statement, "Resource") is { Count: > 0 } named ? named : ["it"];
        foreach (var principal in kind is PolicyKind.Identity ? [""] : PrincipalsOf(statement))
        {
            foreach (var action in Names(statement, "Action"))
            {
                foreach (var resource in resources)
                    yield return new PolicyGrant(allows, principal, action, resource, conditions);
            }
        }
    }

    static List<string> Names(JsonObject statement, string member)
    {
        if (statement[member] is { } listed)
            return [.. RawJson.Items(listed).Select(node => RawJson.Text(node)!).Distinct()];
        return statement[$"Not{member}"] is { } others
            ? [PolicyGrant.AllBut + string.Join(", ", RawJson.Items(others).Select(node => RawJson.Text(node)!).Order(StringComparer.Ordinal))]
            : [];
    }

    static List<string> PrincipalsOf(JsonObject statement)
    {
        if (statement["NotPrincipal"] is { } others)
            return [PolicyGrant.AllBut + CanonicalJson.Of(others)];
        switch (statement["Principal"])
        {
            case null:
                return [PolicyGrant.Anyone];
            case JsonObject kinds:
                return
                [
                    .. kinds.SelectMany(kind => RawJson.Items(kind.Value).Select(value => RawJson.Text(value)!).Select(value =>
                        kind.Key == "AWS" && value == "*" ? PolicyGrant.Anyone
                        : kind.Key == "AWS" && (value == ReviewedTemplate.Account || AccountIdText.IsValid(value))
                            ? $"AWS:arn:aws:iam::{value}:root"
                        : $"{kind.Key}:{value}")).Distinct(),
                ];
            case var text:
                return [RawJson.Text(text) is "*" ? PolicyGrant.Anyone : $"AWS:{RawJson.Text(text)}"];
        }
    }

    static List<PolicyCondition> ConditionsOf(JsonObject? conditions)
    {
        var read = new List<PolicyCondition>();
        foreach (var (comparison, keys) in conditions ?? [])
        {
            foreach (var (key, values) in keys as JsonObject ?? [])
                read.Add(new PolicyCondition(comparison, key,
                    [.. RawJson.Items(values).Select(value => RawJson.Text(value)!).Distinct().Order(StringComparer.Ordinal)]));
        }

        return [.. read.OrderBy(condition => condition.Key, StringComparer.OrdinalIgnoreCase).ThenBy(condition => condition.Operator, StringComparer.Ordinal)];
    }

    sealed class GrantEquality : IEqualityComparer<PolicyGrant>
    {
        internal static GrantEquality Instance { get; } = new();

        public bool Equals(PolicyGrant? x, PolicyGrant? y) => Text(x!) == Text(y!);

        public int GetHashCode(PolicyGrant obj) => StringComparer.Ordinal.GetHashCode(Text(obj));

        static string Text(PolicyGrant grant) =>
            $"{grant.Allows}\n{grant.Principal}\n{grant.Action}\n{grant.Resource}\n{string.Join('\n', grant.Conditions.Select(Text))}";

        static string Text(PolicyCondition condition) => $"{condition.Operator} {condition.Key} {string.Join('\t', condition.Values)}";
    }
}

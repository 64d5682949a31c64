using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>
/// Access of AWS services to the KMS keys that encrypt their data: extends the key policy, or prints the required statement as a warning if the key
/// isn't part of this app.
/// </summary>
static class KeyAccess
{
    const string ManagedByAws = "alias/aws/";

    /// <summary>Returns the key behind an alias, for a service that requires the ARN of the key. Returns any other key unchanged.</summary>
    /// <param name="user">The construct that uses the key.</param>
    /// <param name="key">A key, or an alias of a key that is part of the app.</param>
    /// <param name="data">The encrypted data, such as <c>log group</c>, for error messages.</param>
    /// <exception cref="ArgumentException">The key is an AWS managed key, or an alias of a key outside the app.</exception>
    public static IKey Itself(Construct user, IKey key, string data)
    {
        if (key is Alias alias)
            return Itself(user, alias.AliasTargetKey, data);
        EnsureCustomerManaged(user, key, data);
        return IsAlias(user, key)
            ? throw new ArgumentException($"The {data} of '{user.Node.Path}' has the key '{ArnOf(user, key)}', which is an alias, and the service needs the "
            + "ARN of the key. Import the key by its ARN with Key.FromKeyArn, or by its alias with Key.FromLookup.")
            : key;
    }

    /// <summary>Requires a symmetric customer managed key. The policy of an AWS managed key can't be extended.</summary>
    /// <exception cref="ArgumentException">The key is an AWS managed key, or is not symmetric.</exception>
    public static void EnsureCustomerManaged(Construct user, IKey key, string data)
    {
        if (NameAfter(ArnOf(user, key), ":") is { } name && name.StartsWith(ManagedByAws, StringComparison.Ordinal))
            throw new ArgumentException($"The {data} of '{user.Node.Path}' has the key '{name}', which AWS manages: its policy admits no other service, and "
                + "nothing would be delivered. Use a customer managed key.");
        if (key.Node.DefaultChild is CfnKey { KeySpec: { } spec } && spec != "SYMMETRIC_DEFAULT" && !Token.IsUnresolved(spec))
            throw new ArgumentException($"The {data} of '{user.Node.Path}' has the key '{key.Node.Path}' of the kind {spec}, and services encrypt with "
                + "symmetric keys only. Use a key with the KeySpec SYMMETRIC_DEFAULT.");
    }

    /// <summary>Requires a key of the region of the data. With any other key the deployment fails.</summary>
    /// <exception cref="ArgumentException">Both regions are known and differ.</exception>
    public static void EnsureSameRegion(Construct user, IKey key, string data)
    {
        var parts = ArnOf(user, key).Split(':');
        if (parts.Length > 4)
            SameEnvironment.Require(user, $"The key '{ArnOf(user, key)}' of the {data}", parts[3], account: null, $"the {data}");
    }

    /// <summary>Allows a service to use a key: adds a statement to the key policy, or prints the statement as a warning.</summary>
    /// <param name="user">The construct that uses the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="statement">The statement for the key policy.</param>
    /// <param name="consequence">The effect of a missing statement, as a sentence.</param>
    public static void Admit(Construct user, IKey key, PolicyStatement statement, string consequence)
    {
        if (!SharedPolicy.Extend(key is Alias alias ? alias.AliasTargetKey : key, statement))
            CdkVersions.AddWarning(user, "flowlogstack:existing-key-policy", $"The policy of the key '{ArnOf(user, key)}' cannot be extended from this "
                + $"stack. {consequence} Add this statement to the key's policy:\n{SharedPolicy.Print(user, statement)}");
    }

    /// <summary>Returns a statement that allows a service to encrypt notifications.</summary>
    public static PolicyStatement UseOfKey(string sid, string service, Dictionary<string, object> conditions) => new(new PolicyStatementProps
    {
        Sid = sid,
        Principals = [new ServicePrincipal(service)],
        Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resources = ["*"], // In a key policy '*' is the key itself.
        Conditions = conditions,
    });

    /// <summary>
    /// Returns the policy of a key of this app. Returns null for an imported key and for an L1 key: its policy can't be resolved before
    /// synthesis, because CDK caches the result.
    /// </summary>
    public static object? PolicyOf(IKey key) => (Places.NodeOf(key).DefaultChild as CfnKey)?.KeyPolicy;

    /// <summary>Returns the key of this app that a resource property refers to, or null for a literal id, ARN or alias.</summary>
    public static IKey? ByReference(string reference) =>
        Token.IsUnresolved(reference) && Tokenization.ReverseString(reference).Tokens is [Reference { Target: CfnKey { Node.Scope: IKey key } }] ? key : null;

    static bool IsAlias(Construct user, IKey key) => ArnOf(user, key).Contains(":alias/", StringComparison.Ordinal);

    static string ArnOf(Construct user, IKey key) =>
        ReadableText.Of(JsonSerializer.SerializeToNode(Places.StackOf(user).Resolve(key.KeyArn)))?.ToString() ?? "";

    static string? NameAfter(string text, string mark) => text.LastIndexOf(mark, StringComparison.Ordinal) is >= 0 and var at
        ? text[(at + mark.Length)..] : null;
}

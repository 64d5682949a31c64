using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Permissions of roles to read secrets and to decrypt with their keys.</summary>
static class SecretAccess
{
    /// <summary>Allows a function to read a secret.</summary>
    /// <exception cref="ArgumentException">The secret is in another region than the function.</exception>
    public static void LetRead(Function function, ISecret secret)
    {
        EnsureSameRegion(function, secret, "function");
        if (IsOfStack(function, secret))
        {
            if (SharedKey(function, secret) is { } key)
                function.AddToRolePolicy(DecryptStatement(function, secret, key.KeyArn));
            secret.GrantRead(function);
            return;
        }

        // For a secret of another stack, CDK would add the role to the key policy, which makes the two stacks depend on each other.
        foreach (var statement in Statements(function, secret, "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"))
            function.AddToRolePolicy(statement);
        WarnOfOtherAccount(function, function.Role!, secret, "function");
    }

    /// <summary>Requires a secret of the reader's region.</summary>
    /// <param name="user">The construct that reads the secret.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="reader">The reader in messages, such as <c>function</c>.</param>
    /// <exception cref="ArgumentException">The secret is in another region.</exception>
    public static void EnsureSameRegion(Construct user, ISecret secret, string reader) =>
        SameEnvironment.Require(user, $"The secret '{secret.Node.Path}'", CdkVersions.EnvironmentOf(secret).Region,
            account: null, $"the {reader}", $"Replicate it to the {reader}'s region, and use the replica.");

    /// <summary>Returns the statements with which a role reads a secret and decrypts with its key.</summary>
    /// <param name="user">The construct that reads the secret.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="actions">Actions on the secret.</param>
    public static IEnumerable<PolicyStatement> Statements(Construct user, ISecret secret, params string[] actions)
    {
        yield return new PolicyStatement(new PolicyStatementProps { Actions = actions, Resources = [ArnOf(secret)] });
        if ((SharedKey(user, secret) ?? secret.EncryptionKey) is { } key)
            yield return DecryptStatement(user, secret, key.KeyArn);
        // The key of an imported secret isn't known. The conditions limit the permission to that secret, whichever key it uses. The AWS managed
        // key doesn't need this permission.
        else if (secret.Node.DefaultChild is not CfnSecret)
            yield return DecryptStatement(user, secret, Places.StackOf(user).FormatArn(new ArnComponents { Service = "kms",
                Region = CdkVersions.EnvironmentOf(secret).Region, Account = CdkVersions.EnvironmentOf(secret).Account, Resource = "key",
                ResourceName = "*" }));
    }

    static bool IsOfStack(Construct user, ISecret secret) =>
        secret.Node.DefaultChild is CfnSecret && Places.ShareStack(secret, user);

    static string ArnOf(ISecret secret) => secret.SecretFullArn ?? $"{secret.SecretArn}-??????";

    // A secret of the stack without a key of its own uses that of the switch, for which each of its readers needs permission.
    static IKey? SharedKey(Construct user, ISecret secret)
    {
        if (secret.EncryptionKey is not null || !IsOfStack(user, secret) || Encryption.KeyOf(user) is not { } applied)
            return null;
        var (key, resource) = (KeyAccess.Itself(user, applied, "secret"), (CfnSecret)secret.Node.DefaultChild!);
        if (resource.KmsKeyId is null)
        {
            resource.With(nameof(CfnSecret.KmsKeyId), key.KeyArn);
            Annotations.Of(secret)
                .AddInfo($"The secret '{secret.Node.Path}' is encrypted with the customer managed key of the encryption that applies to '{user.Node.Path}'. "
                + "Its other readers need kms:Decrypt for that key.");
        }

        return resource.KmsKeyId == key.KeyArn ? key : null;
    }

    static PolicyStatement DecryptStatement(Construct user, ISecret secret, string keyArn) => new(new PolicyStatementProps
    {
        Actions = ["kms:Decrypt"],
        Resources = [keyArn],
        Conditions = OfSecret(user, secret),
    });

    static Dictionary<string, object> OfSecret(Construct user, ISecret secret) => new()
    {
        ["StringEquals"] = new Dictionary<string, object>
        {
            ["kms:ViaService"] = $"secretsmanager.{CdkVersions.EnvironmentOf(secret).Region}.{Places.StackOf(user).UrlSuffix}",
        },
        ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:SecretARN"] = ArnOf(secret) },
    };

    /// <summary>Prints, as a warning, the statements that a secret of another account and its key require.</summary>
    /// <param name="user">The construct that reads the secret.</param>
    /// <param name="role">Its role.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="reader">The reader in messages, such as <c>function</c>.</param>
    public static void WarnOfOtherAccount(Construct user, IRole role, ISecret secret, string reader)
    {
        var stack = Places.StackOf(user);
        var account = CdkVersions.EnvironmentOf(secret).Account;
        if (Token.IsUnresolved(account) || Token.IsUnresolved(stack.Account) || account == stack.Account)
            return;
        // In the policy of a secret or key, the resource '*' is that secret or key.
        var principal = new ArnPrincipal(role.RoleArn);
        var read = new PolicyStatement(new PolicyStatementProps { Actions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
            Resources = ["*"], Principals = [principal] });
        var decrypt = new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["kms:Decrypt"],
            Resources = ["*"],
            Principals = [principal],
            Conditions = OfSecret(user, secret),
        });
        CdkVersions.AddWarning(user, "flowlogstack:secret-of-another-account", $"The secret '{secret.Node.Path}' is in "
            + $"account {account}, and the {reader} in {stack.Account}. "
            + $"Without these statements the {reader} cannot read it. After the deployment has made the {reader}'s role, add this statement to the resource "
            + "policy of the secret:\n"
            + $"{SharedPolicy.Print(user, read)}\n"
            + "The secret must be encrypted with a customer managed key, since the key that AWS manages admits no other account. Add this statement to the "
            + "policy of that key:\n"
            + SharedPolicy.Print(user, decrypt));
    }
}

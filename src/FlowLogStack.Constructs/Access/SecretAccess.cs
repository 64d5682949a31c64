using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SecretsManager;

namespace FlowLogStack.Access;

/// <summary>Permissions of functions to read secrets and to decrypt with their keys.</summary>
static class SecretAccess
{
    /// <summary>Allows a function to read a secret.</summary>
    /// <exception cref="ArgumentException">The secret is in another region than the function.</exception>
    public static void LetRead(Function function, ISecret secret)
    {
        SameEnvironment.Require(function, $"The secret '{secret.Node.Path}'", CdkVersions.EnvironmentOf(secret).Region,
            account: null, "the function", "Replicate it to the function's region, and use the replica.");
        if (secret.Node.DefaultChild is CfnSecret own && Stack.Of(secret).Node.Path == Stack.Of(function).Node.Path)
        {
            Encrypt(function, secret, own);
            secret.GrantRead(function);
            return;
        }

        // For a secret of another stack, CDK would add the role to the key policy, which makes the two stacks depend on each other.
        var arn = secret.SecretFullArn ?? $"{secret.SecretArn}-??????";
        function.AddToRolePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
            Resources = [arn],
        }));
        LetDecrypt(function, secret, arn);
        WarnOfOtherAccount(function, secret, arn);
    }

    // A secret without a key of its own uses that of the switch. Its other readers need the key too.
    static void Encrypt(Function function, ISecret secret, CfnSecret resource)
    {
        if (resource.KmsKeyId is not null || Encryption.KeyOf(function) is not { } key)
            return;
        resource.With(nameof(CfnSecret.KmsKeyId), KeyAccess.Itself(function, key, "secret").KeyArn);
        function.AddToRolePolicy(DecryptStatement(function, secret, key.KeyArn, secret.SecretArn));
        Annotations.Of(secret)
            .AddInfo($"The secret '{secret.Node.Path}' is encrypted with the customer managed key of the encryption that applies to '{function.Node.Path}'. "
            + "Its other readers need kms:Decrypt for that key.");
    }

    static PolicyStatement DecryptStatement(Function function, ISecret secret, string keyArn, string secretArn) => new(new PolicyStatementProps
    {
        Actions = ["kms:Decrypt"],
        Resources = [keyArn],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string,
                object> { ["kms:ViaService"] = $"secretsmanager.{CdkVersions.EnvironmentOf(secret).Region}.{Stack.Of(function).UrlSuffix}" },
            ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:SecretARN"] = secretArn },
        },
    });

    // The key of an imported secret isn't known. The conditions limit the permission to that secret, whichever key it uses. The AWS managed
    // key doesn't need this permission.
    static void LetDecrypt(Function function, ISecret secret, string arn)
    {
        var stack = Stack.Of(function);
        var own = secret.Node.DefaultChild is CfnSecret;
        if (own && secret.EncryptionKey is null)
            return;
        function.AddToRolePolicy(DecryptStatement(function, secret, secret.EncryptionKey?.KeyArn
            ?? stack.FormatArn(new ArnComponents { Service = "kms", Region = CdkVersions.EnvironmentOf(secret).Region,
                Account = CdkVersions.EnvironmentOf(secret).Account, Resource = "key", ResourceName = "*" }), arn));
    }

    // In the policy of a secret or key, the resource '*' is that secret or key.
    static void WarnOfOtherAccount(Function function, ISecret secret, string arn)
    {
        var stack = Stack.Of(function);
        if (Token.IsUnresolved(CdkVersions.EnvironmentOf(secret).Account) || Token.IsUnresolved(stack.Account)
            || CdkVersions.EnvironmentOf(secret).Account == stack.Account)
            return;
        var reader = new ArnPrincipal(function.Role!.RoleArn);
        var read = new PolicyStatement(new PolicyStatementProps { Actions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
            Resources = ["*"], Principals = [reader] });
        var decrypt = new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["kms:Decrypt"],
            Resources = ["*"],
            Principals = [reader],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string,
                    object> { ["kms:ViaService"] = $"secretsmanager.{CdkVersions.EnvironmentOf(secret).Region}.{stack.UrlSuffix}" },
                ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:SecretARN"] = arn },
            },
        });
        CdkVersions.AddWarning(function, "flowlogstack:secret-of-another-account", $"The secret '{secret.Node.Path}' is in "
            + $"account {CdkVersions.EnvironmentOf(secret).Account}, and the function in {stack.Account}. "
            + "Without these statements the function cannot read it. After the deployment has made the function's role, add this statement to the resource "
            + "policy of the secret:\n"
            + $"{SharedPolicy.Print(function, read)}\n"
            + "The secret must be encrypted with a customer managed key, since the key that AWS manages admits no other account. Add this statement to the "
            + "policy of that key:\n"
            + SharedPolicy.Print(function, decrypt));
    }
}

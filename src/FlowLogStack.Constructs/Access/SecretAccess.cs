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
        SameEnvironment.Require(function, $"The secret '{secret.Node.Path}'", CdkVersions.EnvironmentOf(secret).Region, account: null, "the function", "Replicate it to the function's region, and use the replica.");
        if (secret.Node.DefaultChild is CfnSecret && Stack.Of(secret).Node.Path == Stack.Of(function).Node.Path)
        {
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

    // The key of an imported secret isn't known. The conditions limit the permission to that secret, whichever key it uses. The AWS managed
    // key doesn't need this permission.
    static void LetDecrypt(Function function, ISecret secret, string arn)
    {
        var stack = Stack.Of(function);
        var own = secret.Node.DefaultChild is CfnSecret;
        if (own && secret.EncryptionKey is null)
            return;
        function.AddToRolePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["kms:Decrypt"],
            Resources = [secret.EncryptionKey?.KeyArn ?? stack.FormatArn(new ArnComponents { Service = "kms", Region = CdkVersions.EnvironmentOf(secret).Region, Account = CdkVersions.EnvironmentOf(secret).Account, Resource = "key", ResourceName = "*" })],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"secretsmanager.{CdkVersions.EnvironmentOf(secret).Region}.{stack.UrlSuffix}" },
                ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:SecretARN"] = arn },
            },
        }));
    }

    // In the policy of a secret or key, the resource '*' is that secret or key.
    static void WarnOfOtherAccount(Function function, ISecret secret, string arn)
    {
        var stack = Stack.Of(function);
        if (Token.IsUnresolved(CdkVersions.EnvironmentOf(secret).Account) || Token.IsUnresolved(stack.Account) || CdkVersions.EnvironmentOf(secret).Account == stack.Account)
            return;
        var reader = new ArnPrincipal(function.Role!.RoleArn);
        var read = new PolicyStatement(new PolicyStatementProps { Actions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], Resources = ["*"], Principals = [reader] });
        var decrypt = new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["kms:Decrypt"],
            Resources = ["*"],
            Principals = [reader],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"secretsmanager.{CdkVersions.EnvironmentOf(secret).Region}.{stack.UrlSuffix}" },
                ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:SecretARN"] = arn },
            },
        });
        CdkVersions.AddWarning(function, "flowlogstack:secret-of-another-account", $"The secret '{secret.Node.Path}' is in account {CdkVersions.EnvironmentOf(secret).Account}, and the function in {stack.Account}. "
            + "Without these statements the function cannot read it. After the deployment has made the function's role, add this statement to the resource policy of the secret:\n"
            + $"{SharedPolicy.Print(function, read)}\n"
            + "The secret must be encrypted with a customer managed key, since the key that AWS manages admits no other account. Add this statement to the policy of that key:\n"
            + SharedPolicy.Print(function, decrypt));
    }
}

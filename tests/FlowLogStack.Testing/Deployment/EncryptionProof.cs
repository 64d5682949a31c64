using System.Text.Json.Nodes;
using Xunit;

namespace FlowLogStack.Testing.Deployment;

/// <summary>
/// Proves on the templates of an app that each key works: its policy lets every service and role use it that the encrypted resource lets in, and
/// the account can administer it. For a key outside the app, a message of synthesis must print the statement.
/// </summary>
public sealed class EncryptionProof
{
    static readonly string[] ForEvents = ["kms:Decrypt", "kms:GenerateDataKey"];
    static readonly string[] ForLogs = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"];
    static readonly string[] ForDeployment = ["kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt"];

    readonly DeployedResources resources;
    readonly List<string> problems;

    internal EncryptionProof(DeployedResources resources, List<string> problems)
    {
        this.resources = resources;
        this.problems = problems;
    }

    /// <summary>Returns what can't be encrypted or decrypted, one sentence for each; empty if all can.</summary>
    public static IReadOnlyList<string> Problems(SynthesizedApp app)
    {
        var problems = new List<string>();
        new EncryptionProof(new DeployedResources(app), problems).Run();
        return problems;
    }

    /// <summary>Asserts that each key lets its services and roles use it.</summary>
    public static void AssertHolds(SynthesizedApp app)
    {
        var problems = Problems(app);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>
    /// Returns the resources that can have a customer managed key and have none, or a key of AWS. Buckets that receive access logs can't have one, and a
    /// function needs one for its environment only.
    /// </summary>
    public static IReadOnlyList<string> WithoutKey(SynthesizedApp app)
    {
        var resources = new DeployedResources(app);
        return [.. resources.All.Where(resource => References(resource) is { } keys && !keys.Any(IsCustomerManaged) && !IsExempt(resources, resource))
            .Select(resource => resource.ToString())];
    }

    /// <summary>Returns the keys that the app's resources use, by ARN, id or alias as in the templates.</summary>
    public static IReadOnlyList<string> KeysInUse(SynthesizedApp app) =>
        [.. new DeployedResources(app).All.SelectMany(resource => References(resource) ?? []).OfType<string>().Distinct(StringComparer.Ordinal)];

    internal void Run()
    {
        KeysCanBeAdministered();
        LogGroups();
        Buckets();
        Topics();
        Queues();
        FunctionsAndStreams();
        Secrets();
        ResultsMayBeWritten();
        Trails();
    }

    /// <summary>Requires that a key admits a service or role, or that synthesis prints the statement for a key outside the app.</summary>
    internal void KeyAdmits(string reference, string principal, IEnumerable<string> actions, IReadOnlyDictionary<string, string> context, string what)
    {
        if (resources.Key(reference) is not { } key)
        {
            Require(resources.Says(principal.StartsWith("logs.", StringComparison.Ordinal) ? "logs." : principal.Contains(":role/", StringComparison.Ordinal)
                ? ":root\"" : principal, "kms:GenerateDataKey*"),
                $"{what}: synthesis does not print the statement for {principal} that the key '{reference}' needs");
            return;
        }

        foreach (var action in actions)
            Require(new PolicyRequest(principal, action, key.Arn, context).IsAllowedBy(key.Properties["KeyPolicy"]),
                $"{what}: the policy of {key} does not let {principal} {action} for {string.Join(", ", context.Values)}");
    }

    // Keys by type; null for a type that has none. The first is what the resource itself stores.
    static string?[]? References(DeployedResource resource) => resource.Type switch
    {
        "AWS::Logs::LogGroup" or "AWS::SecretsManager::Secret" => [(string?)resource.Properties["KmsKeyId"]],
        "AWS::S3::Bucket" => [DeployedResources.KeyOfBucket(resource)],
        "AWS::SNS::Topic" or "AWS::SQS::Queue" => [(string?)resource.Properties["KmsMasterKeyId"]],
        "AWS::Lambda::Function" => [(string?)resource.Properties["KmsKeyArn"]],
        "AWS::CloudTrail::Trail" => [(string?)resource.Properties["KMSKeyId"]],
        "AWS::KinesisFirehose::DeliveryStream" => [(string?)resource.Properties["DeliveryStreamEncryptionConfigurationInput"]?["KeyARN"]],
        "AWS::Athena::WorkGroup" =>
            [(string?)resource.Properties["WorkGroupConfiguration"]?["ResultConfiguration"]?["EncryptionConfiguration"]?["KmsKey"]],
        "AWS::EC2::LaunchTemplate" =>
            [.. resource.Properties["LaunchTemplateData"]?["BlockDeviceMappings"].Each().Select(device => (string?)device["Ebs"]?["KmsKeyId"]) ?? []],
        _ => null,
    };

    static bool IsCustomerManaged(string? reference) => reference is not null && !reference.Contains("alias/aws/", StringComparison.Ordinal);

    static bool IsExempt(DeployedResources resources, DeployedResource resource) => resource.Type switch
    {
        "AWS::Lambda::Function" => resource.Properties["Environment"]?["Variables"] is not JsonObject { Count: > 0 },
        "AWS::S3::Bucket" => ReceivesAccessLogs(resources, resource),
        "AWS::EC2::LaunchTemplate" => resource.Properties["LaunchTemplateData"]?["BlockDeviceMappings"] is null,
        _ => false,
    };

    static bool ReceivesAccessLogs(DeployedResources resources, DeployedResource bucket) => resources.Of("AWS::S3::Bucket")
        .Any(other => (string?)other.Properties["LoggingConfiguration"]?["DestinationBucketName"] == bucket.Name);

    void KeysCanBeAdministered()
    {
        foreach (var key in resources.Of("AWS::KMS::Key"))
        {
            var administrator = $"arn:{key.Stack.Partition}:iam::{key.Stack.Account}:role/Administrator";
            Require(new PolicyRequest(administrator, "kms:PutKeyPolicy", key.Arn, new Dictionary<string, string>()).IsAllowedBy(key.Properties["KeyPolicy"]),
                $"{key}: the account cannot administer it");
            Require((string?)key.Properties["KeySpec"] is null or "SYMMETRIC_DEFAULT", $"{key}: is not symmetric, and services encrypt with symmetric keys");
        }
    }

    void LogGroups()
    {
        foreach (var group in resources.Of("AWS::Logs::LogGroup"))
        {
            if ((string?)group.Properties["KmsKeyId"] is not { } reference)
                continue;
            IsKeyArn(group, reference, "CloudWatch Logs");
            KeyAdmits(reference, $"logs.{group.Stack.Region}.{group.Stack.UrlSuffix}", ForLogs,
                new Dictionary<string, string> { ["kms:EncryptionContext:aws:logs:arn"] = group.Arn }, group.ToString());
        }
    }

    void Buckets()
    {
        foreach (var bucket in resources.Of("AWS::S3::Bucket"))
        {
            if (DeployedResources.KeyOfBucket(bucket) is not { } reference)
                continue;
            Require(!ReceivesAccessLogs(resources,
                bucket), $"{bucket}: receives access logs, which S3 writes only with SSE-S3, and is encrypted with '{reference}'");
            foreach (var (service, context) in ServicesLetIn(resources.PolicyOfBucket(bucket.Name), "s3:PutObject", bucket))
                KeyAdmits(reference, service, service.StartsWith("delivery.logs.", StringComparison.Ordinal) ? ForLogs
                    : ["kms:GenerateDataKey"], context, bucket.ToString());
            foreach (var role in resources.Of("AWS::IAM::Role"))
            {
                var policies = resources.PoliciesOfRole(role);
                var context = Via("s3", bucket.Stack, ("kms:EncryptionContext:aws:s3:arn", bucket.Arn));
                if (Touches(policies, "s3:GetObject", bucket.Arn + "/"))
                    RoleMay(role, policies, "kms:Decrypt", reference, context, $"may read {bucket}");
                if (Touches(policies, "s3:PutObject", bucket.Arn + "/"))
                    RoleMay(role, policies, "kms:GenerateDataKey", reference, context, $"may write to {bucket}");
            }
        }
    }

    void Topics()
    {
        foreach (var topic in resources.Of("AWS::SNS::Topic"))
        {
            if ((string?)topic.Properties["KmsMasterKeyId"] is not { } reference)
                continue;
            foreach (var (service, context) in ServicesLetIn(resources.PolicyOfTopic(topic.Arn), "sns:Publish", topic))
                KeyAdmits(reference, service, ForEvents, context, topic.ToString());
        }
    }

    void Queues()
    {
        foreach (var queue in resources.Of("AWS::SQS::Queue"))
        {
            if ((string?)queue.Properties["KmsMasterKeyId"] is not { } reference)
                continue;
            foreach (var (service, context) in ServicesLetIn(resources.PolicyOfQueue(queue), "sqs:SendMessage", queue))
                KeyAdmits(reference, service, ForEvents, context, queue.ToString());
            foreach (var role in resources.Of("AWS::IAM::Role"))
            {
                var policies = resources.PoliciesOfRole(role);
                var context = Via("sqs", queue.Stack);
                if (Touches(policies, "sqs:SendMessage", queue.Arn))
                    RoleMay(role, policies, "kms:GenerateDataKey", reference, context, $"may send to {queue}");
                if (Touches(policies, "sqs:SendMessage", queue.Arn) || Touches(policies, "sqs:ReceiveMessage", queue.Arn))
                    RoleMay(role, policies, "kms:Decrypt", reference, context, $"may use {queue}");
            }
        }
    }

    // Lambda and Firehose create a grant with the permissions of the deployment, which the policy of the key must leave to IAM.
    void FunctionsAndStreams()
    {
        foreach (var resource in resources.Of("AWS::Lambda::Function").Concat(resources.Of("AWS::KinesisFirehose::DeliveryStream")))
        {
            if (References(resource)![0] is not { } reference)
                continue;
            IsKeyArn(resource, reference, "the service");
            if (resources.Key(reference) is { } key)
                KeyAdmits(reference, $"arn:{key.Stack.Partition}:iam::{key.Stack.Account}:role/Deployment", ForDeployment, new Dictionary<string, string>(),
                    resource.ToString());
            if (resource.Type == "AWS::Lambda::Function" && resources.ByArn((string?)resource.Properties["Role"]) is { } role)
                RoleMay(role, resources.PoliciesOfRole(role), "kms:Decrypt", reference, Via("lambda", resource.Stack), $"is the role of {resource}");
        }
    }

    void Secrets()
    {
        foreach (var secret in resources.Of("AWS::SecretsManager::Secret"))
        {
            if ((string?)secret.Properties["KmsKeyId"] is not { } reference)
                continue;
            foreach (var role in resources.Of("AWS::IAM::Role"))
            {
                var policies = resources.PoliciesOfRole(role);
                if (Touches(policies, "secretsmanager:GetSecretValue", secret.Arn))
                    RoleMay(role, policies, "kms:Decrypt", reference,
                        Via("secretsmanager", secret.Stack, ("kms:EncryptionContext:SecretARN", secret.Arn)), $"may read {secret}");
            }
        }
    }

    // Athena writes results with the permissions of the principal that queries, which IAM decides if the key's policy lets it.
    void ResultsMayBeWritten()
    {
        foreach (var workgroup in resources.Of("AWS::Athena::WorkGroup"))
        {
            var configuration = workgroup.Properties["WorkGroupConfiguration"]?["ResultConfiguration"];
            if ((string?)configuration?["EncryptionConfiguration"]?["KmsKey"] is not { } reference)
                continue;
            Require((string?)configuration["EncryptionConfiguration"]!["EncryptionOption"] is "SSE_KMS" or "CSE_KMS",
                $"{workgroup}: has a key and does not use it");
            var name = ((string)configuration["OutputLocation"]!)["s3://".Length..].Split('/')[0];
            if (resources.Of("AWS::S3::Bucket").FirstOrDefault(one => one.Name == name) is { } bucket)
                Require(DeployedResources.KeyOfBucket(bucket) == reference, $"{workgroup}: {bucket} has another key than the results");
            KeyAdmits(reference, $"arn:{workgroup.Stack.Partition}:iam::{workgroup.Stack.Account}:role/Analyst",
                ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"], Via("s3", workgroup.Stack), workgroup.ToString());
        }
    }

    void Trails()
    {
        foreach (var trail in resources.Of("AWS::CloudTrail::Trail"))
        {
            if ((string?)trail.Properties["KMSKeyId"] is not { } reference)
                continue;
            var arn = $"arn:{trail.Stack.Partition}:cloudtrail:{trail.Stack.Region}:{trail.Stack.Account}:trail/{trail.Name}";
            var context = new Dictionary<string, string> { ["aws:SourceArn"] = arn, ["aws:SourceAccount"] = trail.Stack.Account,
                ["kms:EncryptionContext:aws:cloudtrail:arn"] = arn };
            KeyAdmits(reference, "cloudtrail.amazonaws.com", ["kms:GenerateDataKey", "kms:DescribeKey"], context, trail.ToString());
        }
    }

    // A service calls KMS with the same source as it calls the resource, so the conditions of the resource's policy give an example of it.
    static IEnumerable<(string Service, Dictionary<string, string> Context)> ServicesLetIn(JsonNode? policy, string action, DeployedResource resource)
    {
        foreach (var statement in policy?["Statement"].Each() ?? [])
        {
            if ((string?)statement["Effect"] != "Allow" || statement["Principal"] is not JsonObject principal || !Matches(statement, action))
                continue;
            var context = new Dictionary<string, string>();
            foreach (var (test, keys) in statement["Condition"]?.AsObject() ?? [])
            {
                foreach (var (key, values) in keys!.AsObject())
                {
                    if (!test.Contains("Not", StringComparison.Ordinal) && values.Texts().FirstOrDefault() is { } value)
                        context[key] = value.Replace("*", "x", StringComparison.Ordinal);
                }
            }

            context.TryAdd("aws:SourceAccount", resource.Stack.Account);
            if (context.TryGetValue("aws:SourceArn", out var source) && source.Contains(":trail/", StringComparison.Ordinal))
                context["kms:EncryptionContext:aws:cloudtrail:arn"] = source;
            foreach (var service in principal["Service"].Texts())
                yield return (service, context);
        }
    }

    static bool Matches(JsonNode statement, string action) => statement["Action"].Texts()
        .Any(allowed => string.Equals(allowed, action, StringComparison.OrdinalIgnoreCase)
        || (allowed.EndsWith('*') && action.StartsWith(allowed[..^1], StringComparison.OrdinalIgnoreCase)));

    static bool Touches(IEnumerable<JsonNode?> policies, string action, string arn) => policies.SelectMany(policy => policy?["Statement"].Each() ?? [])
        .Any(statement => (string?)statement["Effect"] == "Allow" && Matches(statement, action)
            && statement["Resource"].Texts().Any(resource => arn.EndsWith('/') ? resource.StartsWith(arn, StringComparison.Ordinal) : resource == arn));

    static Dictionary<string, string> Via(string service, SynthesizedStack stack, params (string Key, string Value)[] more)
    {
        var context = new Dictionary<string, string> { ["kms:ViaService"] = $"{service}.{stack.Region}.{stack.UrlSuffix}", ["aws:SecureTransport"] = "true" };
        foreach (var (key, value) in more)
            context[key] = value;
        return context;
    }

    // A role of the key's account needs its own policy and the key's; the latter leaves the decision to IAM for the whole account.
    void RoleMay(DeployedResource role, IReadOnlyList<JsonNode?> policies, string action, string reference, IReadOnlyDictionary<string,
        string> context, string why)
    {
        var arn = resources.Key(reference)?.Arn ?? reference;
        if (!arn.StartsWith("arn:", StringComparison.Ordinal))
            return;
        var request = new PolicyRequest(role.Arn, action, arn, context);
        var key = resources.Key(reference);
        // A statement of the key's policy for the role itself needs no permission of the role.
        if (key is not null && request.IsAllowedBy(new JsonObject { ["Statement"] = new JsonArray([.. OfRoles(key)
            .Select(statement => statement.DeepClone())]) }))
            return;
        Require(request.IsAllowedByAny(policies), $"{role}: {why} but not {action} with {arn}");
        if (key is not null && key.Stack.Account == role.Stack.Account)
            Require(request.IsAllowedBy(key.Properties["KeyPolicy"]), $"{role}: {why} but the policy of {key} does not let it {action}");
    }

    static IEnumerable<JsonNode> OfRoles(DeployedResource key) => key.Properties["KeyPolicy"]!["Statement"].Each()
        .Where(statement => statement["Principal"]?["AWS"].Texts().All(name => !name.EndsWith(":root", StringComparison.Ordinal)) == true);

    void IsKeyArn(DeployedResource resource, string reference, string service) =>
        Require(reference.StartsWith("arn:", StringComparison.Ordinal) && !reference.Contains(":alias/", StringComparison.Ordinal),
            $"{resource}: its key is '{reference}', and {service} needs the ARN of a key");

    void Require(bool holds, string problem)
    {
        if (!holds && !problems.Contains(problem))
            problems.Add(problem);
    }
}

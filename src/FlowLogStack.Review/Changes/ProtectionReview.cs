using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>The changes of encryption, public access and other protections that aren't policies.</summary>
sealed class ProtectionReview(ReviewContext context)
{
    static readonly string[] Blocks = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

    // Types with a property for a customer managed key, and what the key encrypts.
    static readonly (string Type, string Property, string What)[] Keys =
    [
        ("AWS::Logs::LogGroup", "KmsKeyId", "log events"),
        ("AWS::SNS::Topic", "KmsMasterKeyId", "messages"),
        ("AWS::SQS::Queue", "KmsMasterKeyId", "messages"),
        ("AWS::SecretsManager::Secret", "KmsKeyId", "the secret value"),
        ("AWS::Lambda::Function", "KmsKeyArn", "the environment of the function"),
        ("AWS::CloudTrail::Trail", "KMSKeyId", "log files"),
        ("AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamEncryptionConfigurationInput.KeyARN", "buffered records"),
        ("AWS::KinesisFirehose::DeliveryStream", "ExtendedS3DestinationConfiguration.EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN", "objects"),
        ("AWS::Athena::WorkGroup", "WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey", "query results"),
        ("AWS::Events::EventBus", "KmsKeyIdentifier", "events"),
    ];

    // Switches of which one value protects: type, property, protecting value, default, severity, and the effect without it.
    static readonly (string Type, string Property, string Safe, string Usual, ReviewSeverity Severity, string Lost)[] Switches =
    [
        ("AWS::KMS::Key", "EnableKeyRotation", "true", "false", ReviewSeverity.Medium, "is no longer rotated"),
        ("AWS::KMS::Key", "Enabled", "true", "true", ReviewSeverity.High, "is disabled: nothing can be encrypted or decrypted with it"),
        ("AWS::S3::Bucket", "VersioningConfiguration.Status", "Enabled", "Suspended", ReviewSeverity.Medium, "no longer keeps previous versions of objects"),
        ("AWS::SQS::Queue", "SqsManagedSseEnabled", "true", "true", ReviewSeverity.Medium, "no longer encrypts messages with the key of SQS"),
        ("AWS::CloudTrail::Trail", "IsLogging", "true", "false", ReviewSeverity.High, "no longer records events"),
        ("AWS::CloudTrail::Trail", "EnableLogFileValidation", "true", "false", ReviewSeverity.High,
            "no longer has digests, so changed log files are not found"),
        ("AWS::Athena::WorkGroup", "WorkGroupConfiguration.EnforceWorkGroupConfiguration", "true", "true", ReviewSeverity.Medium,
            "lets clients choose encryption and location of results"),
        ("AWS::Athena::WorkGroup", "State", "ENABLED", "ENABLED", ReviewSeverity.Medium, "is disabled: its queries fail"),
        ("AWS::EC2::Subnet", "MapPublicIpOnLaunch", "false", "false", ReviewSeverity.Medium, "gives new instances a public address"),
        ("AWS::Logs::LogGroup", "DeletionProtectionEnabled", "true", "false", ReviewSeverity.Medium, "is no longer protected from deletion"),
        ("AWS::DynamoDB::Table", "DeletionProtectionEnabled", "true", "false", ReviewSeverity.Medium, "is no longer protected from deletion"),
    ];

    internal void Run()
    {
        foreach (var pair in context.Pairs)
        {
            foreach (var (type, property, what) in Keys)
            {
                if (pair.New.Type == type)
                    ReviewKey(pair, property, what);
            }

            foreach (var rule in Switches)
            {
                if (pair.New.Type == rule.Type)
                    ReviewSwitch(pair, rule);
            }

            if (pair.New.Type == "AWS::S3::Bucket")
                ReviewBucket(pair);
            if (pair.New.Type == "AWS::Athena::WorkGroup" && pair.Differs("WorkGroupConfiguration.BytesScannedCutoffPerQuery"))
                ReviewScanLimit(pair);
        }

        foreach (var resource in context.After.Resources.Values)
            ReviewOpenings(context.Before.Resources.GetValueOrDefault(resource.LogicalId), resource);
    }

    void ReviewKey(ResourcePair pair, string property, string what)
    {
        if (!pair.Differs(property))
            return;
        var (was, becomes) = (pair.Old.Text(property), pair.New.Text(property));
        var evidence = pair.Evidence(property);
        if (context.Renamed(was ?? "") == becomes)
            return;
        if (becomes is null)
        {
            // Topics and queues without a key encrypt nothing, or with a key of AWS that can't be controlled.
            context.Findings.Add(
                ReviewRules.EncryptionLost, ReviewSeverity.High, pair.New,
                $"{Markup.Sentence(pair.New.Words)} no longer uses a customer managed key for {what}.",
                [pair.New.Type == "AWS::SNS::Topic" ? "New messages are stored without encryption by a key of the account."
                    : "New data are encrypted with a key of AWS, whose use the account does not control.",
                    "Stored data stay under the old key, which must be kept to read them."],
                [evidence]);
        }
        else if (pair.New.Type == "AWS::SNS::Topic" && becomes.EndsWith("alias/aws/sns", StringComparison.Ordinal))
        {
            context.Findings.Add(
                ReviewRules.EncryptionLost, ReviewSeverity.High, pair.New,
                $"{Markup.Sentence(pair.New.Words)} uses the key of AWS for SNS, with which alarms cannot publish.",
                ["CloudWatch and EventBridge have no permission for `alias/aws/sns`, so notifications are not sent."],
                [evidence],
                "Use a customer managed key whose policy allows `cloudwatch.amazonaws.com`.");
        }
        else
        {
            context.Findings.Add(
                ReviewRules.EncryptionChanged, was is null ? ReviewSeverity.Low : ReviewSeverity.Medium, pair.New,
                $"{Markup.Sentence(pair.New.Words)} encrypts {what} with {(was is null ? "a customer managed key" : "another key")}.",
                ["Services and readers need permission for the new key.", .. was is null ? Array.Empty<string>()
                    : ["Stored data stay under the old key, which must be kept to read them."]],
                [evidence]);
        }
    }

    void ReviewSwitch(ResourcePair pair, (string Type, string Property, string Safe, string Usual, ReviewSeverity Severity, string Lost) rule)
    {
        if (!pair.Differs(rule.Property))
            return;
        bool IsSafe(ReviewedResource resource) => string.Equals(resource.Text(rule.Property) ?? rule.Usual, rule.Safe, StringComparison.OrdinalIgnoreCase);
        var (was, becomes) = (IsSafe(pair.Old), IsSafe(pair.New));
        // A queue with a customer managed key needs no key of SQS.
        if (was && !becomes && !(rule.Property == "SqsManagedSseEnabled" && pair.New.Text("KmsMasterKeyId") is not null))
            context.Findings.Add(ReviewRules.ProtectionLost, rule.Severity, pair.New, $"{Markup.Sentence(pair.New.Words)} {rule.Lost}.",
                evidence: [pair.Evidence(rule.Property)]);
        else if (!was && becomes)
            context.Findings.Add(ReviewRules.ProtectionAdded, ReviewSeverity.Info, pair.New,
                $"{Markup.Code(rule.Property)} of {pair.New.Words} becomes {Markup.Code(pair.New.Text(rule.Property) ?? rule.Usual)}.",
                evidence: [pair.Evidence(rule.Property)]);
    }

    void ReviewBucket(ResourcePair pair)
    {
        if (pair.Differs("PublicAccessBlockConfiguration"))
        {
            var lost = Blocks.Where(block => pair.Old.IsTrue($"PublicAccessBlockConfiguration.{block}")
                && !pair.New.IsTrue($"PublicAccessBlockConfiguration.{block}")).ToList();
            if (lost.Count > 0)
            {
                context.Findings.Add(
                    ReviewRules.PublicAccessBlock, ReviewSeverity.High, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} no longer blocks public access ({Markup.Codes(lost)}).",
                    ["A policy or an ACL can then make objects public, unless the account blocks it."],
                    [pair.Evidence("PublicAccessBlockConfiguration")],
                    "Keep all four settings.");
            }
            else
            {
                context.Findings.Add(ReviewRules.ProtectionAdded, ReviewSeverity.Info, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} blocks more public access.", evidence: [pair.Evidence("PublicAccessBlockConfiguration")]);
            }
        }

        if (pair.Differs("BucketEncryption"))
            ReviewBucketEncryption(pair);
        if (pair.Differs("OwnershipControls") && Ownership(pair.Old) == "BucketOwnerEnforced" && Ownership(pair.New) != "BucketOwnerEnforced")
            context.Findings.Add(ReviewRules.ProtectionLost, ReviewSeverity.Medium, pair.New, $"ACLs of {pair.New.Words} and its objects take effect again.",
                ["Other accounts can own objects that they write, and an ACL can give access."], [pair.Evidence("OwnershipControls")]);
        if (pair.Differs("LoggingConfiguration"))
        {
            var (had, has) = (pair.Old.Node("LoggingConfiguration.DestinationBucketName") is not null,
                pair.New.Node("LoggingConfiguration.DestinationBucketName") is not null);
            if (had && !has)
                context.Findings.Add(ReviewRules.ProtectionLost, ReviewSeverity.Medium, pair.New, $"Access to {pair.New.Words} is no longer logged.",
                    evidence: [pair.Evidence("LoggingConfiguration")]);
            else if (!had && has)
                context.Findings.Add(ReviewRules.ProtectionAdded, ReviewSeverity.Info, pair.New, $"Access to {pair.New.Words} is logged.",
                    evidence: [pair.Evidence("LoggingConfiguration")]);
        }
    }

    void ReviewBucketEncryption(ResourcePair pair)
    {
        var (was, becomes) = (Encryption(pair.Old), Encryption(pair.New));
        if (was.Key is not null && becomes.Key is null)
        {
            context.Findings.Add(
                ReviewRules.EncryptionLost, ReviewSeverity.High, pair.New,
                $"{Markup.Sentence(pair.New.Words)} no longer uses a customer managed key for new objects.",
                ["S3 encrypts new objects with its own key, so the key policy no longer limits who reads them.",
                    "Stored objects stay under the old key, which must be kept to read them."],
                [pair.Evidence("BucketEncryption")]);
        }
        else if (becomes.Key is not null && context.Renamed(was.Key ?? "") != becomes.Key)
        {
            context.Findings.Add(
                ReviewRules.EncryptionChanged, was.Key is null ? ReviewSeverity.Low : ReviewSeverity.Medium, pair.New,
                $"{Markup.Sentence(pair.New.Words)} encrypts new objects with {(was.Key is null ? "a customer managed key" : "another key")}.",
                ["Delivery services and readers need permission for the new key.", .. was.Key is null ? Array.Empty<string>()
                    : ["Stored objects stay under the old key, which must be kept to read them."]],
                [pair.Evidence("BucketEncryption")]);
        }
        else if (was.Algorithm is not null && becomes.Algorithm is null)
        {
            context.Findings.Add(ReviewRules.EncryptionChanged, ReviewSeverity.Low, pair.New,
                $"{Markup.Sentence(pair.New.Words)} no longer states its encryption.", ["S3 still encrypts each new object with its own key (SSE-S3)."],
                [pair.Evidence("BucketEncryption")]);
        }
        else
        {
            context.Findings.Add(ReviewRules.EncryptionChanged, ReviewSeverity.Low, pair.New,
                $"The encryption of {pair.New.Words} changes, with the same key.", evidence: [pair.Evidence("BucketEncryption")]);
        }
    }

    void ReviewScanLimit(ResourcePair pair)
    {
        const string property = "WorkGroupConfiguration.BytesScannedCutoffPerQuery";
        var (was, becomes) = (pair.Old.Number(property), pair.New.Number(property));
        var isWider = becomes is null || becomes > was;
        context.Findings.Add(
            isWider && was is not null ? ReviewRules.ProtectionLost : ReviewRules.ProtectionAdded, isWider && was is not null ? ReviewSeverity.Low
                : ReviewSeverity.Info, pair.New,
            becomes is null ? $"Queries of {pair.New.Words} can scan any amount of data."
                : $"A query of {pair.New.Words} can scan {Markup.Code(pair.New.Text(property))} "
                + $"bytes{(was is null ? "" : $" instead of {Markup.Code(pair.Old.Text(property))}")}.",
            evidence: [pair.Evidence(property)]);
    }

    // What is open to anyone counts in new resources too.
    void ReviewOpenings(ReviewedResource? old, ReviewedResource now)
    {
        switch (now.Type)
        {
            case "AWS::S3::Bucket":
                if (now.Text("AccessControl") is { } acl && acl.StartsWith("Public", StringComparison.Ordinal) && old?.Text("AccessControl") != acl)
                    context.Findings.Add(ReviewRules.AccessPublic, ReviewSeverity.Critical, now,
                        $"The ACL {Markup.Code(acl)} lets anyone {(acl == "PublicRead" ? "list and read" : "read and write")} {now.Words}.",
                        evidence: [new ReviewEvidence("AccessControl", old?.Text("AccessControl") ?? "", acl)]);
                break;
            case "AWS::Lambda::Url":
                if (now.Text("AuthType") == "NONE" && old?.Text("AuthType") != "NONE")
                    context.Findings.Add(ReviewRules.AccessPublic, ReviewSeverity.Critical, now,
                        $"Anyone can call the URL of the function {Markup.Code(now.Text("TargetFunctionArn"))}, because it has no authentication.",
                        evidence: [new ReviewEvidence("AuthType", old?.Text("AuthType") ?? "", "NONE")]);
                break;
            case "AWS::EC2::SecurityGroup":
                foreach (var rule in now.Items("SecurityGroupIngress").Where(IsOpen)
                    .Where(rule => old?.Items("SecurityGroupIngress")
                    .Any(known => CanonicalJson.Of(Essence(known)) == CanonicalJson.Of(Essence(rule))) != true))
                    Opened(now, rule, now.Words);
                break;
            case "AWS::EC2::SecurityGroupIngress":
                if (IsOpen(now.Properties) && (old is null || !IsOpen(old.Properties)))
                    Opened(now, now.Properties, $"the security group {Markup.Code(now.Text("GroupId"))}");
                break;
        }
    }

    void Opened(ReviewedResource resource, JsonNode rule, string words)
    {
        var (from, to) = (RawJson.Text(rule["FromPort"]), RawJson.Text(rule["ToPort"]));
        var ports = RawJson.Text(rule["IpProtocol"]) == "-1" || from is null ? "any port" : from == to ? $"port {from}" : $"ports {from} to {to}";
        var isWeb = from == to && from is "80" or "443";
        context.Findings.Add(ReviewRules.IngressOpened, isWeb ? ReviewSeverity.Medium : ReviewSeverity.High, resource,
            $"{Markup.Sentence(words)} accepts connections from any address to {ports}.");
    }

    static JsonNode Essence(JsonNode rule)
    {
        var copy = rule.DeepClone();
        (copy as JsonObject)?.Remove("Description");
        return copy;
    }

    static bool IsOpen(JsonNode rule) => RawJson.Text(rule["CidrIp"]) == "0.0.0.0/0" || RawJson.Text(rule["CidrIpv6"]) == "::/0";

    static string? Ownership(ReviewedResource bucket) => bucket.Items("OwnershipControls.Rules").Select(rule => RawJson.Text(rule["ObjectOwnership"]))
        .FirstOrDefault();

    static (string? Algorithm, string? Key) Encryption(ReviewedResource bucket)
    {
        var usual = bucket.Items("BucketEncryption.ServerSideEncryptionConfiguration").Select(rule => rule["ServerSideEncryptionByDefault"]).FirstOrDefault();
        var algorithm = RawJson.Text(usual?["SSEAlgorithm"]);
        return (algorithm, algorithm?.StartsWith("aws:kms", StringComparison.Ordinal) == true ? RawJson.Text(usual?["KMSMasterKeyID"]) ?? "alias/aws/s3"
            : null);
    }
}

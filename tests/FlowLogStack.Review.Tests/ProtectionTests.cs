namespace FlowLogStack.Review.Tests;

/// <summary>Encryption, public access, retention, notifications and deliveries.</summary>
public sealed class ProtectionTests
{
    [Theory]
    [InlineData("Archive/PublicAccessBlockConfiguration", null, "high public-access-block-lost Archive")]
    [InlineData("Archive/PublicAccessBlockConfiguration/BlockPublicPolicy", "false", "high public-access-block-lost Archive")]
    [InlineData("Archive/BucketEncryption", null, "high encryption-lost Archive")]
    [InlineData("Archive/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID",
        "\"arn:aws:kms:us-east-1:ACCOUNT:key/other\"", "medium encryption-changed Archive")]
    [InlineData("Archive/OwnershipControls", null, "medium protection-lost Archive")]
    [InlineData("Archive/LoggingConfiguration", null, "medium protection-lost Archive")]
    [InlineData("Archive/VersioningConfiguration/Status", "\"Suspended\"", "medium protection-lost Archive")]
    [InlineData("Archive/AccessControl", "\"PublicRead\"", "critical access-public Archive")]
    [InlineData("Archive/LifecycleConfiguration/Rules/0/ExpirationInDays", "1", "high retention-shortened Archive")]
    [InlineData("Archive/LifecycleConfiguration", null, "info retention-lengthened Archive")]
    [InlineData("Group/RetentionInDays", "7", "high retention-shortened Group")]
    [InlineData("Group/RetentionInDays", null, "info retention-lengthened Group")]
    [InlineData("Group/KmsKeyId", null, "high encryption-lost Group")]
    [InlineData("Topic/KmsMasterKeyId", null, "high encryption-lost Topic")]
    [InlineData("Topic/KmsMasterKeyId", "\"alias/aws/sns\"", "high encryption-lost Topic")]
    [InlineData("Key/EnableKeyRotation", "false", "medium protection-lost Key")]
    [InlineData("Key/Enabled", "false", "high protection-lost Key")]
    [InlineData("Failures/MessageRetentionPeriod", "3600", "medium retention-shortened Failures")]
    [InlineData("Failures/SqsManagedSseEnabled", "false", "medium protection-lost Failures")]
    [InlineData("Work/WorkGroupConfiguration/EnforceWorkGroupConfiguration", "false", "medium protection-lost Work")]
    [InlineData("Work/WorkGroupConfiguration/BytesScannedCutoffPerQuery", null, "low protection-lost Work")]
    [InlineData("Mail/Endpoint", "\"mallory@example.com\"", "high subscriber-changed Mail")]
    [InlineData("Changes/State", "\"DISABLED\"", "high delivery-changed Changes")]
    [InlineData("Changes/EventPattern/source/0", "\"aws.s3\"", "medium pattern-changed Changes")]
    [InlineData("Forward/FilterPattern", "\"REJECT\"", "medium pattern-changed Forward")]
    [InlineData("Forward/DestinationArn", "\"arn:aws:lambda:us-east-1:ACCOUNT:function:other\"", "high delivery-changed Forward")]
    [InlineData("Forwarder/DeadLetterConfig", null, "high delivery-changed Forwarder")]
    [InlineData("Forwarder/ReservedConcurrentExecutions", "0", "high delivery-changed Forwarder")]
    [InlineData("Forwarder/Environment/Variables/ENDPOINT_SECRET_ARN", "\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:other\"",
        "high delivery-changed Forwarder")]
    public void A_weaker_setting_is_one_finding(string path, string? value, string expected) => Change.OfStack().Set(path, value).Finds(expected);

    [Theory]
    [InlineData("Archive/PublicAccessBlockConfiguration", null, "info protection-added Archive")]
    [InlineData("Group/KmsKeyId", null, "low encryption-changed Group")]
    [InlineData("Key/EnableKeyRotation", "false", "info protection-added Key")]
    [InlineData("Group/RetentionInDays", "7", "info retention-lengthened Group")]
    public void A_stronger_setting_is_no_alarm(string path, string? old, string expected) => Change.OfStack().SetBefore(path, old).Finds(expected);

    [Fact]
    public void A_removed_subscription_of_a_topic_without_others_is_high()
    {
        Change.OfStack().Without("Mail").Finds("high subscriber-changed Mail");
        const string second = """
            { "Type": "AWS::SNS::Subscription", "Properties": { "TopicArn": { "Ref": "Topic" }, "Protocol": "email", "Endpoint": "second@example.com" } }
            """;
        Change.OfStack().WithBoth("Second", second).Without("Mail").Finds("medium subscriber-changed Mail");
        Change.OfStack().With("Second", second).Finds("low subscriber-changed Second");
    }

    [Fact]
    public void Values_of_endpoints_are_not_on_the_page()
    {
        var result = Change.OfStack().Set("Forwarder/Environment/Variables/SUMO_ENDPOINT", "\"https://collect.example.com/receiver/SECRET\"")
            .Finds("high delivery-changed Forwarder");
        using var page = new StringWriter();
        ReviewMarkdown.Write(result, page);
        Assert.DoesNotContain("SECRET", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_opened_to_the_internet_is_reported_and_known_ones_are_not()
    {
        const string group = """
            { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "x", "SecurityGroupIngress": [{ "CidrIp": "0.0.0.0/0",
            "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443 }] } }
            """;
        Change.OfStack().WithBoth("Web", group).Set("Web/SecurityGroupIngress/+", """
            { "CidrIp": "0.0.0.0/0", "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22 }
            """).Finds("high ingress-opened Web");
        Change.OfStack().WithBoth("Web", group).Set("Web/SecurityGroupIngress/0/Description", "\"web\"").Finds();
        Change.OfStack().With("Web", group).Finds("medium ingress-opened Web");
    }
}

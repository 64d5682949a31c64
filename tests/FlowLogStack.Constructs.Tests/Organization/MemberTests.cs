using System.Text;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3.Assets;
using FlowLogStack.Capture;
using FlowLogStack.Organization;

namespace FlowLogStack.Constructs.Tests.Organization;

/// <summary>Stacks of member accounts, and the StackSet that deploys them.</summary>
public sealed class MemberTests : ConstructTests
{
    static void Lean(Stack stack) => new FlowLogMember(stack, "Member", new FlowLogMemberProps
    {
        Sources = [CaptureSource.FromId(CaptureSourceKind.Vpc, new CfnParameter(stack, "VpcId").ValueAsString)],
        ArchiveBucketName = new CfnParameter(stack, "Bucket").ValueAsString,
        LogGroupName = "/flow-logs",
        Format = FlowLogFormat.V5,
    });

    MemberStackSet New(Action<Stack>? compose = null, Func<MemberStackSetProps, MemberStackSetProps>? change = null)
    {
        var props = new MemberStackSetProps { Compose = compose ?? Lean, OrganizationalUnits = ["ou-ab12-11111111"], Regions = ["eu-west-1", "us-east-1"],
            Parameters = compose is null ? new Dictionary<string, string> { ["Bucket"] = "org-logs", ["VpcId"] = "vpc-0a1b2c3d4e5f67890" }
            : new Dictionary<string, string>() };
        return new MemberStackSet(Stack, "Members", change is null ? props : change(props));
    }

    [Fact]
    public void The_template_of_members_has_flow_logs_and_a_role_without_assets_or_bootstrap()
    {
        var members = New();
        var body = new Template(members.Template.Body).ToJson();
        Assert.InRange(Encoding.UTF8.GetByteCount(members.Template.Body), 500, 51_200);
        Assert.Equal(["AWS::EC2::FlowLog", "AWS::EC2::FlowLog", "AWS::IAM::Role"], body["Resources"]!.AsObject().Select(resource =>
            (string)resource.Value!["Type"]!).Order(StringComparer.Ordinal));
        Assert.Equal(["Bucket", "VpcId"], members.Template.Parameters.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("bootstrap", members.Template.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("CDKMetadata", members.Template.Body, StringComparison.Ordinal);
        Assert.False(body.ContainsKey("Rules"));
    }

    [Fact]
    public void The_role_of_a_member_delivers_to_one_log_group_on_behalf_of_its_own_flow_logs()
    {
        var role = new Template(New().Template.Body).Only("AWS::IAM::Role");
        var trust = role["AssumeRolePolicyDocument"]!["Statement"]![0]!;
        Assert.Equal("""{"Service":"vpc-flow-logs.amazonaws.com"}""", trust["Principal"]!.ToJsonString());
        Assert.Equal("""{"Ref":"AWS::AccountId"}""", trust["Condition"]!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString());
        Assert.Contains(":vpc-flow-log/*", trust["Condition"]!["ArnLike"]!.ToJsonString(), StringComparison.Ordinal);
        var write = role["Policies"]![0]!["PolicyDocument"]!["Statement"]![0]!;
        Assert.All(write["Resource"]!.AsArray(), resource => Assert.Contains(":log-group:/flow-logs", resource!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_StackSet_targets_units_deploys_to_later_accounts_and_stays_small()
    {
        New();
        Stack.Template().Has("AWS::CloudFormation::StackSet", """
            {
              "PermissionModel": "SERVICE_MANAGED", "CallAs": "DELEGATED_ADMIN", "AutoDeployment": { "Enabled": true,
                  "RetainStacksOnAccountRemoval": false }, "ManagedExecution": { "Active": true },
              "Capabilities": ["CAPABILITY_IAM"], "StackInstancesGroup": [{ "DeploymentTargets": { "OrganizationalUnitIds": ["ou-ab12-11111111"] },
                  "Regions": ["eu-west-1", "us-east-1"] }]
            }
            """);
    }

    [Fact]
    public void Refuses_what_a_StackSet_does_not_deploy()
    {
        Refused("has no resources", _ => { });
        Refused("'ou-1' is not the id of an organizational unit or a root.", change: props => props with { OrganizationalUnits = ["ou-1"] });
        Refused("The StackSet has no Regions.", change: props => props with { Regions = [] });
        Refused("has no parameter 'Vpc'. Its parameters are: VpcId, Bucket.", change: props => props with { Parameters = new Dictionary<string,
            string> { ["Vpc"] = "x" } });
        Refused("'1' is not the id of an account.", change: props => props with { ParametersByAccount = new Dictionary<string, IReadOnlyDictionary<string,
            string>> { ["1"] = new Dictionary<string, string>() } });
        Refused("The parameter 'VpcId' of the members' template has neither a value nor a default", change: props => props with
        {
            Parameters = new Dictionary<string, string> { ["Bucket"] = "org-logs" },
            ParametersByAccount = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["222222222222"] = new Dictionary<string, string> { ["VpcId"] = "vpc-0a1b2c3d4e5f67890" },
                ["333333333333"] = new Dictionary<string, string>(),
            },
        });
        Refused("bytes, and a StackSet allows 51,200.", stack => _ = new FlowLogMember(stack, "Member", new FlowLogMemberProps
        {
            Sources = [.. Enumerable.Range(0, 120).Select(i => CaptureSource.FromId($"vpc-0a1b2c3d4e5f{i:x5}"))],
            ArchiveBucketName = "org-logs",
            Format = FlowLogFormat.V5,
        }));
        Stack.Node.TryRemoveChild("Members");
        // Assets would be in a bucket that members can't read.
        Assert.ThrowsAny<Exception>(() => New(stack => _ = new Asset(stack, "Asset", new AssetProps { Path = typeof(MemberTests).Assembly.Location })));
    }

    void Refused(string problem, Action<Stack>? compose = null, Func<MemberStackSetProps, MemberStackSetProps>? change = null)
    {
        Stack.Node.TryRemoveChild("Members");
        Assert.Contains(problem, Assert.ThrowsAny<ArgumentException>(() => New(compose, change)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stack_of_a_source_is_determined_by_its_name_only()
    {
        Assert.Equal([7, 2, 1, 5], new[] { "vpc-0a1b2c3d4e5f67890", "vpc-0a1b2c3d4e5f67891", "vpc-0a1b2c3d4e5f67892", "vpc-0a1b2c3d4e5f67893" }.Select(name =>
            SourceStacks.NumberOf(name, 8)));
        var numbers = Enumerable.Range(0, 500).Select(i => SourceStacks.NumberOf($"vpc-0a1b2c3d4e5f{i:x5}", 8)).GroupBy(number => number).Select(group =>
            group.Count()).ToList();
        Assert.Equal(8, numbers.Count);
        Assert.All(numbers, count => Assert.InRange(count, 35, 95));
        Assert.Throws<ArgumentException>(() => new SourceStacks(Stack, 0));
    }

    public static TheoryData<string, string> Identities => new()
    {
        { "inline policy", "CAPABILITY_IAM" },
        { "role", "CAPABILITY_NAMED_IAM" },
        { "user", "CAPABILITY_NAMED_IAM" },
        { "group", "CAPABILITY_NAMED_IAM" },
        { "managed policy", "CAPABILITY_NAMED_IAM" },
        { "instance profile", "CAPABILITY_NAMED_IAM" },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void A_template_requires_the_capability_of_its_names_in_IAM(string kind, string capability) =>
        Assert.Equal([capability], MemberTemplate.Of("Test", stack => _ = kind switch
        {
            "role" => new CfnRole(stack, "Named", new CfnRoleProps { RoleName = "x", AssumeRolePolicyDocument = new Dictionary<string, object>() }),
            "user" => new CfnUser(stack, "Named", new CfnUserProps { UserName = "x" }),
            "group" => new CfnGroup(stack, "Named", new CfnGroupProps { GroupName = "x" }),
            "managed policy" => new CfnManagedPolicy(stack, "Named", new CfnManagedPolicyProps { ManagedPolicyName = "x",
                PolicyDocument = new Dictionary<string, object>() }),
            "instance profile" => new CfnInstanceProfile(stack, "Named", new CfnInstanceProfileProps { InstanceProfileName = "x", Roles = ["y"] }),
            _ => (CfnResource)new CfnPolicy(stack, "Named", new CfnPolicyProps { PolicyName = "x", Roles = ["y"],
                PolicyDocument = new Dictionary<string, object>() }),
        }).Capabilities);
}

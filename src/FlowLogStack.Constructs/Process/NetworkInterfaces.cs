using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace FlowLogStack.Process;

/// <summary>The network interfaces of a function inside a VPC.</summary>
static class NetworkInterfaces
{
    static readonly string[] Manage =
        ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"];

    /// <summary>Returns the permissions with which Lambda creates the interfaces.</summary>
    internal static PolicyDocument Policy(Construct scope) => new(new PolicyDocumentProps
    {
        Statements =
        [
            // Lambda checks these permissions before an interface exists, without its ARN.
            new PolicyStatement(new PolicyStatementProps
            {
                Actions = [.. Manage, "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
                Resources = ["*"],
            }),
            // Only Lambda manages the interfaces. Requests of the function's code contain the ARN of the function.
            new PolicyStatement(new PolicyStatementProps
            {
                Effect = Effect.DENY,
                Actions = Manage,
                Resources = ["*"],
                Conditions = new Dictionary<string, object>
                {
                    ["ArnLike"] = new Dictionary<string, object> { ["lambda:SourceFunctionArn"] = Places.StackOf(scope)
                        .FormatArn(new ArnComponents { Service = "lambda", Resource = "function", ResourceName = "*",
                        ArnFormat = ArnFormat.COLON_RESOURCE_NAME }) },
                },
            }),
        ],
    });

    /// <summary>Sets the subnets and security groups of a function, and creates a security group if there is none.</summary>
    internal static void Join(Construct scope, Function function, ProcessorNetwork network)
    {
        string[] groups = network.SecurityGroupIds.Count > 0 ? [.. network.SecurityGroupIds] : [NewSecurityGroup(scope, network.VpcId).AttrGroupId];
        ((CfnFunction)function.Node.DefaultChild!).VpcConfig = new CfnFunction.VpcConfigProperty()
            .With(nameof(CfnFunction.VpcConfigProperty.SubnetIds), network.SubnetIds.ToArray())
            .With(nameof(CfnFunction.VpcConfigProperty.SecurityGroupIds), groups);
    }

    static CfnSecurityGroup NewSecurityGroup(Construct scope, string vpcId) => new(scope, "SecurityGroup", new CfnSecurityGroupProps
    {
        GroupDescription = "Flow log processor: outgoing HTTPS only",
        // Neither the services nor the endpoint have fixed addresses.
        SecurityGroupEgress = new object[] { new CfnSecurityGroup.EgressProperty { IpProtocol = "tcp", FromPort = 443, ToPort = 443, CidrIp = "0.0.0.0/0",
            Description = "HTTPS" } },
    }.With(nameof(CfnSecurityGroupProps.VpcId), vpcId));
}

using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Lab;

/// <summary>
/// A small web server that gives the flow logs of an otherwise empty VPC traffic to record, and two security groups to swap: one admits HTTP and
/// SSH, the other HTTP only.
/// </summary>
/// <remarks>
/// The server has no key pair: open a shell with Session Manager. It has a public address, so probes from the internet are rejected within
/// minutes. <c>docs/lab.md</c> describes the steps.
/// </remarks>
public sealed class LabWebServer : Construct
{
    /// <summary>Instance type of the server.</summary>
    public const string InstanceType = "t3.micro";

    // EC2 resolves the parameter when it starts the instance, so a newer image doesn't replace the instance.
    const string Image = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    // Python is part of the image, so that nothing is installed.
    const string UserData = """
        #!/bin/bash
        mkdir -p /srv/www
        echo 'VPC flow logs lab' > /srv/www/index.html
        cat > /etc/systemd/system/lab-web.service <<'UNIT'
        [Unit]
        After=network-online.target
        [Service]
        ExecStart=/usr/bin/python3 -m http.server 80 --directory /srv/www
        DynamicUser=yes
        AmbientCapabilities=CAP_NET_BIND_SERVICE
        Restart=always
        [Install]
        WantedBy=multi-user.target
        UNIT
        systemctl enable --now lab-web.service
        """;

    const int RulesOfGroup = 60;

    /// <summary>Creates the server, its role and the two security groups.</summary>
    /// <exception cref="ArgumentException">The VPC has no public subnet, or a block in <see cref="LabWebServerProps.AllowFrom"/> isn't valid.</exception>
    public LabWebServer(Construct scope, string id, LabWebServerProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        if (props.Vpc.PublicSubnets.Length == 0)
            throw new ArgumentException($"The VPC '{props.Vpc.Node.Path}' of the web server '{Node.Path}' has no public subnet, which Session Manager and the "
                + "lab's traffic need. Use a VPC with a public subnet.");
        foreach (var network in props.AllowFrom)
            EnsureAdmissible(network);
        // Each network has a rule for HTTP and one for SSH.
        if (props.AllowFrom.Count * 2 > RulesOfGroup)
            CdkVersions.AddWarning(this, "flowlogstack:security-group-rules", $"{props.AllowFrom.Count} networks in {nameof(LabWebServerProps.AllowFrom)} make "
                + $"{props.AllowFrom.Count * 2} rules in a security group, and the deployment fails beyond the quota of the account, {RulesOfGroup} by "
                + "default. Use fewer, larger networks.");
        HttpAndSsh = NewGroup("HttpAndSsh", "SecurityGroupHTTPAndSSH", "HTTP and SSH", props, 80, 22);
        HttpOnly = NewGroup("HttpOnly", "SecurityGroupHTTPOnly", "HTTP only", props, 80);
        var profile = new CfnInstanceProfile(this, "Profile", new CfnInstanceProfileProps()
            .With(nameof(CfnInstanceProfileProps.Roles), new[] { NewRole().RoleName }));
        var template = NewTemplate(profile);
        Instance = new CfnInstance(this, "Instance", new CfnInstanceProps
        {
            LaunchTemplate = new CfnInstance.LaunchTemplateSpecificationProperty { Version = template.AttrLatestVersionNumber }
                .With(nameof(CfnInstance.LaunchTemplateSpecificationProperty.LaunchTemplateId), template.Ref),
            NetworkInterfaces = new object[]
            {
                new CfnInstance.NetworkInterfaceProperty { DeviceIndex = "0", AssociatePublicIpAddress = true, DeleteOnTermination = true }
                    .With(nameof(CfnInstance.NetworkInterfaceProperty.SubnetId), props.Vpc.PublicSubnets[0].SubnetId)
                    .With(nameof(CfnInstance.NetworkInterfaceProperty.GroupSet), new[] { HttpAndSsh.AttrGroupId }),
            },
        });
        Amazon.CDK.Tags.Of(Instance).Add("Name", "Web Server");
        // Without the route to the internet, the agent of Session Manager waits for its next attempt.
        Instance.Node.AddDependency(props.Vpc.InternetConnectivityEstablished);
    }

    /// <summary>The server.</summary>
    public CfnInstance Instance { get; }

    /// <summary>The security group that the server starts with: HTTP and SSH.</summary>
    public CfnSecurityGroup HttpAndSsh { get; }

    /// <summary>The security group to swap it for: HTTP only, so that SSH is rejected.</summary>
    public CfnSecurityGroup HttpOnly { get; }

    void EnsureAdmissible(string network)
    {
        if (!LookupValue.IsKnown(network))
            return;
        if (!AddressRange.TryParse(network, out var range) || !network.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"'{network}' in {nameof(LabWebServerProps.AllowFrom)} of the web server '{Node.Path}' is not a CIDR block. Use an "
                + "IPv4 address and a length, as in 198.51.100.7/32.");
        if (!range.Address.IsIPv4)
            throw new ArgumentException($"'{network}' in {nameof(LabWebServerProps.AllowFrom)} of the web server '{Node.Path}' is an IPv6 block, and the "
                + "server has an IPv4 address. Use an IPv4 block, as in 198.51.100.7/32.");
        if (network != range.ToString())
            throw new ArgumentException($"'{network}' in {nameof(LabWebServerProps.AllowFrom)} of the web server '{Node.Path}' is not the normalized form of "
                + $"the block. Use {range}.");
    }

    CfnSecurityGroup NewGroup(string id, string name, string admits, LabWebServerProps props, params int[] ports)
    {
        IReadOnlyList<string> networks = props.AllowFrom.Count > 0 ? props.AllowFrom : [props.Vpc.VpcCidrBlock];
        return new(this, id, new CfnSecurityGroupProps
        {
            GroupDescription = $"Flow logs lab: {admits}",
            SecurityGroupIngress = networks.SelectMany(_ => ports, (network, port) => (object)new CfnSecurityGroup.IngressProperty
            {
                IpProtocol = "tcp",
                FromPort = port,
                ToPort = port,
                CidrIp = network,
                Description = port == 80 ? "HTTP" : "SSH",
            }).ToArray(),
            // The endpoints of Session Manager have no fixed addresses.
            SecurityGroupEgress = new object[] { new CfnSecurityGroup.EgressProperty { IpProtocol = "tcp", FromPort = 443, ToPort = 443, CidrIp = "0.0.0.0/0",
                Description = "Session Manager" } },
            Tags = [new CfnTag { Key = "Name", Value = name }],
        }.With(nameof(CfnSecurityGroupProps.VpcId), props.Vpc.VpcId));
    }

    Role NewRole() => new(this, "Role", new RoleProps
    {
        Description = "Lets Session Manager open a shell on the web server of the flow logs lab",
        AssumedBy = new ServicePrincipal("ec2.amazonaws.com"),
        InlinePolicies = new Dictionary<string, PolicyDocument>
        {
            ["SessionManager"] = new PolicyDocument(new PolicyDocumentProps
            {
                Statements =
                [
                    new PolicyStatement(new PolicyStatementProps
                    {
                        Actions =
                        [
                            "ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
                                "ssmmessages:OpenControlChannel",
                            "ssmmessages:OpenDataChannel",
                        ],
                        Resources = ["*"], // The actions have no narrower resource.
                    }),
                ],
            }),
        },
    });

    CfnLaunchTemplate NewTemplate(CfnInstanceProfile profile) => new(this, "Template", new CfnLaunchTemplateProps
    {
        LaunchTemplateData = new CfnLaunchTemplate.LaunchTemplateDataProperty
        {
            ImageId = Image,
            InstanceType = InstanceType,
            IamInstanceProfile = new CfnLaunchTemplate.IamInstanceProfileProperty()
                .With(nameof(CfnLaunchTemplate.IamInstanceProfileProperty.Arn), profile.AttrArn),
            MetadataOptions = new CfnLaunchTemplate.MetadataOptionsProperty { HttpTokens = "required", HttpPutResponseHopLimit = 1 },
            BlockDeviceMappings = new object[]
            {
                new CfnLaunchTemplate.BlockDeviceMappingProperty
                {
                    DeviceName = "/dev/xvda",
                    Ebs = new CfnLaunchTemplate.EbsProperty { VolumeType = "gp3", VolumeSize = 8, Encrypted = true, DeleteOnTermination = true }
                        .With(nameof(CfnLaunchTemplate.EbsProperty.KmsKeyId), Encryption.KeyOf(this)?.KeyArn),
                },
            },
            UserData = Fn.Base64(UserData),
        },
    });
}

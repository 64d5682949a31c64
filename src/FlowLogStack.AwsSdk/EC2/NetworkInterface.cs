namespace Amazon.EC2.Model;

/// <summary>A network interface.</summary>
public class NetworkInterface
{
    /// <summary>The interface's id.</summary>
    public string? NetworkInterfaceId { get; set; }

    /// <summary>Its subnet.</summary>
    public string? SubnetId { get; set; }

    /// <summary>Its VPC.</summary>
    public string? VpcId { get; set; }

    /// <summary>The account that owns it.</summary>
    public string? OwnerId { get; set; }

    /// <summary>Its primary private IPv4 address.</summary>
    public string? PrivateIpAddress { get; set; }

    /// <summary>All its private IPv4 addresses; null when EC2 named none.</summary>
    public List<NetworkInterfacePrivateIpAddress>? PrivateIpAddresses { get; set; }

    /// <summary>Its IPv6 addresses; null when EC2 named none.</summary>
    public List<NetworkInterfaceIpv6Address>? Ipv6Addresses { get; set; }

    /// <summary>The IPv4 prefixes delegated to it; null when EC2 named none.</summary>
    public List<Ipv4PrefixSpecification>? Ipv4Prefixes { get; set; }

    /// <summary>The IPv6 prefixes delegated to it; null when EC2 named none.</summary>
    public List<Ipv6PrefixSpecification>? Ipv6Prefixes { get; set; }

    /// <summary>Its security groups; null when EC2 named none.</summary>
    public List<GroupIdentifier>? Groups { get; set; }
}

/// <summary>A private IPv4 address of a network interface.</summary>
public class NetworkInterfacePrivateIpAddress
{
    /// <summary>The address.</summary>
    public string? PrivateIpAddress { get; set; }

    /// <summary>Whether it is the primary one.</summary>
    public bool? Primary { get; set; }
}

/// <summary>An IPv6 address of a network interface.</summary>
public class NetworkInterfaceIpv6Address
{
    /// <summary>The address.</summary>
    public string? Ipv6Address { get; set; }
}

/// <summary>An IPv4 prefix delegated to a network interface.</summary>
public class Ipv4PrefixSpecification
{
    /// <summary>The prefix as a CIDR block.</summary>
    public string? Ipv4Prefix { get; set; }
}

/// <summary>An IPv6 prefix delegated to a network interface.</summary>
public class Ipv6PrefixSpecification
{
    /// <summary>The prefix as a CIDR block.</summary>
    public string? Ipv6Prefix { get; set; }
}

/// <summary>A security group.</summary>
public class GroupIdentifier
{
    /// <summary>The group's id.</summary>
    public string? GroupId { get; set; }

    /// <summary>The group's name.</summary>
    public string? GroupName { get; set; }
}

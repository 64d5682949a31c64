namespace Amazon.EC2.Model;

/// <summary>A network interface of EC2.</summary>
public class NetworkInterface
{
    /// <summary>Id of the interface.</summary>
    public string? NetworkInterfaceId { get; set; }

    /// <summary>Id of the subnet.</summary>
    public string? SubnetId { get; set; }

    /// <summary>Id of the VPC.</summary>
    public string? VpcId { get; set; }

    /// <summary>Account that owns the interface.</summary>
    public string? OwnerId { get; set; }

    /// <summary>Primary private IPv4 address.</summary>
    public string? PrivateIpAddress { get; set; }

    /// <summary>Public address of the primary private IPv4 address; null without one.</summary>
    public NetworkInterfaceAssociation? Association { get; set; }

    /// <summary>All private IPv4 addresses; null if EC2 returned none.</summary>
    public List<NetworkInterfacePrivateIpAddress>? PrivateIpAddresses { get; set; }

    /// <summary>IPv6 addresses; null if EC2 returned none.</summary>
    public List<NetworkInterfaceIpv6Address>? Ipv6Addresses { get; set; }

    /// <summary>IPv4 prefixes delegated to the interface; null if EC2 returned none.</summary>
    public List<Ipv4PrefixSpecification>? Ipv4Prefixes { get; set; }

    /// <summary>IPv6 prefixes delegated to the interface; null if EC2 returned none.</summary>
    public List<Ipv6PrefixSpecification>? Ipv6Prefixes { get; set; }

    /// <summary>Security groups; null if EC2 returned none.</summary>
    public List<GroupIdentifier>? Groups { get; set; }
}

/// <summary>A private IPv4 address of a network interface.</summary>
public class NetworkInterfacePrivateIpAddress
{
    /// <summary>Address.</summary>
    public string? PrivateIpAddress { get; set; }

    /// <summary>Whether the address is the primary address.</summary>
    public bool? Primary { get; set; }

    /// <summary>Public address of the private address; null without one.</summary>
    public NetworkInterfaceAssociation? Association { get; set; }
}

/// <summary>The public address of a private address.</summary>
public class NetworkInterfaceAssociation
{
    /// <summary>Public or Elastic IPv4 address.</summary>
    public string? PublicIp { get; set; }
}

/// <summary>An IPv6 address of a network interface.</summary>
public class NetworkInterfaceIpv6Address
{
    /// <summary>Address.</summary>
    public string? Ipv6Address { get; set; }
}

/// <summary>An IPv4 prefix delegated to a network interface.</summary>
public class Ipv4PrefixSpecification
{
    /// <summary>Prefix as a CIDR block.</summary>
    public string? Ipv4Prefix { get; set; }
}

/// <summary>An IPv6 prefix delegated to a network interface.</summary>
public class Ipv6PrefixSpecification
{
    /// <summary>Prefix as a CIDR block.</summary>
    public string? Ipv6Prefix { get; set; }
}

/// <summary>A security group of a network interface.</summary>
public class GroupIdentifier
{
    /// <summary>Id of the group.</summary>
    public string? GroupId { get; set; }

    /// <summary>Name of the group.</summary>
    public string? GroupName { get; set; }
}

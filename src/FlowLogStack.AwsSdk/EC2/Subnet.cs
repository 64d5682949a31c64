namespace Amazon.EC2.Model;

/// <summary>A subnet.</summary>
public class Subnet
{
    /// <summary>Id of the subnet.</summary>
    public string? SubnetId { get; set; }

    /// <summary>Id of the subnet's VPC.</summary>
    public string? VpcId { get; set; }

    /// <summary>Account that owns the subnet; another account may share it.</summary>
    public string? OwnerId { get; set; }

    /// <summary>State, such as <c>available</c>.</summary>
    public string? State { get; set; }

    /// <summary>Tags; null if EC2 returned none.</summary>
    public List<Tag>? Tags { get; set; }
}

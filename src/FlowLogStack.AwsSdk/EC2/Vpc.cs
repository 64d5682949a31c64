namespace Amazon.EC2.Model;

/// <summary>A VPC.</summary>
public class Vpc
{
    /// <summary>Id of the VPC.</summary>
    public string? VpcId { get; set; }

    /// <summary>Account that owns the VPC; another account may share it.</summary>
    public string? OwnerId { get; set; }

    /// <summary>State, such as <c>available</c>.</summary>
    public string? State { get; set; }

    /// <summary>Tags; null if EC2 returned none.</summary>
    public List<Tag>? Tags { get; set; }
}

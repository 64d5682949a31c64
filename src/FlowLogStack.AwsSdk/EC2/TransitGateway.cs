namespace Amazon.EC2.Model;

/// <summary>A transit gateway.</summary>
public class TransitGateway
{
    /// <summary>Id of the transit gateway.</summary>
    public string? TransitGatewayId { get; set; }

    /// <summary>Account that owns the transit gateway; another account may share it.</summary>
    public string? OwnerId { get; set; }

    /// <summary>State, such as <c>available</c>.</summary>
    public string? State { get; set; }

    /// <summary>Tags; null if EC2 returned none.</summary>
    public List<Tag>? Tags { get; set; }
}

namespace FlowLogStack.Capture;

/// <summary>Bucket policy condition on the ACL header of delivered objects.</summary>
public enum DeliveryAclCondition
{
    /// <summary>The ACL header, if the delivery sends one, must give the bucket owner full control. Works with and without the header.</summary>
    IfPresent,

    /// <summary>The ACL header is required, as in the policy that AWS publishes. Deliveries without it are denied.</summary>
    Required,

    /// <summary>The policy doesn't check the header.</summary>
    None,
}

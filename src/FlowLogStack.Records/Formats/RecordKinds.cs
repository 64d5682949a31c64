namespace FlowLogStack.Records;

/// <summary>The two families of flow log records; a field or a format may belong to one or both.</summary>
[Flags]
public enum RecordKinds
{
    /// <summary>No family; no field or format has this value.</summary>
    None = 0,

    /// <summary>Records of a VPC, a subnet, a network interface or a regional NAT gateway.</summary>
    Vpc = 1,

    /// <summary>Records of a transit gateway or a transit gateway attachment.</summary>
    TransitGateway = 2,

    /// <summary>Records of both families.</summary>
    Both = Vpc | TransitGateway,
}

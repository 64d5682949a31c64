namespace FlowLogStack.Records;

/// <summary>The two families of flow log records; a field or a format may belong to either or to both.</summary>
[Flags]
public enum RecordKinds
{
    /// <summary>Belongs to no record; never true of a field or a format.</summary>
    None = 0,

    /// <summary>Records of a VPC, a subnet, a network interface or a regional NAT gateway.</summary>
    Vpc = 1,

    /// <summary>Records of a transit gateway or a transit gateway attachment.</summary>
    TransitGateway = 2,

    /// <summary>Records of both families.</summary>
    Both = Vpc | TransitGateway,
}

namespace FlowLogStack;

/// <summary>The scope in which a name must be unique.</summary>
enum NameScope
{
    /// <summary>An account and Region, as for most resources.</summary>
    Region,

    /// <summary>An account, as for IAM roles and dashboards.</summary>
    Account,

    /// <summary>All accounts of a partition, as for buckets.</summary>
    Partition,
}

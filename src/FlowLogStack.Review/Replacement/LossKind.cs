namespace FlowLogStack.Review;

/// <summary>Kind of the loss when a resource is deleted.</summary>
enum LossKind
{
    /// <summary>Nothing that is stored.</summary>
    Config,

    /// <summary>Stored data.</summary>
    Data,

    /// <summary>History or state.</summary>
    History,

    /// <summary>Metadata of data that stay.</summary>
    Catalog,

    /// <summary>Events in between.</summary>
    Gap,

    /// <summary>Permissions in between.</summary>
    Access,

    /// <summary>The network in between.</summary>
    Outage,
}

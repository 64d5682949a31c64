namespace FlowLogStack.Review;

/// <summary>The kinds of policies.</summary>
enum PolicyKind
{
    /// <summary>Principals that may assume a role.</summary>
    Trust,

    /// <summary>Actions that a role may perform.</summary>
    Identity,

    /// <summary>Principals that may use a resource.</summary>
    Resource,
}

namespace FlowLogStack.Review;

/// <summary>All permissions of one holder: the role that has them, or the resource that grants them.</summary>
/// <param name="Key">Identity of the holder in both templates.</param>
/// <param name="Resource">The role or the resource, or the policy if that isn't in the template.</param>
/// <param name="Words">The holder in words, such as <c>the bucket `Archive`</c>.</param>
/// <param name="Kind">Kind of the permissions.</param>
/// <param name="Grants">The permissions.</param>
sealed record HeldPolicy(string Key, ReviewedResource Resource, string Words, PolicyKind Kind, IReadOnlyList<PolicyGrant> Grants);

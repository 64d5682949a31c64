using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A value that the event of a call must have, such as the security groups that <c>ModifyInstanceAttribute</c> sets among other attributes.</summary>
/// <param name="Path">Dotted path to a text in an event's <c>detail</c>. Elements of lists are at the path of the list.</param>
/// <param name="Prefixes">Beginnings of the text, of which one must match.</param>
public sealed record ChangeCondition(string Path, ImmutableArray<string> Prefixes);

namespace FlowLogStack.Records;

/// <summary>Conditions shared by several Logs Insights queries.</summary>
static class QuestionTerms
{
    /// <summary>Returns the condition that an address is in one of the internal networks.</summary>
    internal static string IsInside(this InsightsQuery query, FlowField address, InsightsQuestionOptions options)
    {
        if (options.InternalNetworks.IsDefaultOrEmpty)
            throw new ArgumentException("The list of internal networks is empty. Add at least one.", nameof(options));
        var terms = options.InternalNetworks.Select(network => $"isIpInSubnet({query.Name(address)}, \"{network}\")").ToList();
        return terms.Count == 1 ? terms[0] : $"({string.Join(" or ", terms)})";
    }

    /// <summary>Returns the condition that a value is an address in none of the internal networks.</summary>
    internal static string IsOutside(this InsightsQuery query, FlowField address, InsightsQuestionOptions options) =>
        $"isValidIp({query.Name(address)}) and not {query.IsInside(address, options)}";

    /// <summary>Returns the <c>filter</c> command for records from internal to external addresses.</summary>
    internal static string Leaving(this InsightsQuery query, InsightsQuestionOptions options) =>
        $"filter {query.IsInside(FlowField.SrcAddr, options)} and {query.IsOutside(FlowField.DstAddr, options)}";

    /// <summary>Returns the names of fields, separated by commas.</summary>
    internal static string Names(this InsightsQuery query, params IEnumerable<FlowField> fields) => string.Join(", ", fields.Select(query.Name));

    /// <summary>Returns the condition that an address is that of the NAT gateway.</summary>
    internal static string Is(this InsightsQuery query, FlowField address, InsightsQuestionOptions options) =>
        $"{query.Name(address)} = \"{options.NatGateway}\"";

    /// <summary>Returns the column of a field's sum.</summary>
    internal static string Sum(this InsightsQuery query, FlowField field, string column) => $"sum({query.Name(field)}) as {column}";
}

namespace FlowLogStack;

/// <summary>The one unit in which a duration or a size can be known only after deployment, because CloudFormation calculates with no values.</summary>
enum TokenUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Mebibytes.</summary>
    Mebibytes,
}

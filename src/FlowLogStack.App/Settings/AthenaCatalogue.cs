namespace FlowLogStack.App;

/// <summary>The Athena queries to save.</summary>
public enum AthenaCatalogue
{
    /// <summary>A few queries for a start.</summary>
    Lab,

    /// <summary>All queries of the catalog whose fields the log format contains. Those with parameters are saved as prepared statements.</summary>
    All,
}

using Amazon.Runtime;

namespace Amazon.Organizations.Model;

/// <summary>Request of <see cref="IAmazonOrganizations.ListAccountsAsync"/>.</summary>
public class ListAccountsRequest : AmazonWebServiceRequest
{
    /// <summary>Maximum number of accounts in the page, 1 to 20. Default: null, the service's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonOrganizations.ListAccountsAsync"/>. A page may be empty and have a token.</summary>
public class ListAccountsResponse : AmazonWebServiceResponse
{
    /// <summary>Accounts; null if the list is empty.</summary>
    public List<Account>? Accounts { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An account of an organization.</summary>
public class Account
{
    /// <summary>Id, 12 digits.</summary>
    public string? Id { get; set; }

    /// <summary>Name.</summary>
    public string? Name { get; set; }

    /// <summary>State, such as <c>ACTIVE</c>, <c>SUSPENDED</c> or <c>CLOSED</c>; null from services that return only <see cref="Status"/>.</summary>
    public string? State { get; set; }

    /// <summary>Status, the older form of <see cref="State"/>, which AWS retired on 2026-09-09; null if the service doesn't return it.</summary>
    public string? Status { get; set; }
}

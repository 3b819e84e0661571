"""Declares the tables of Koha's database: of just the columns that are read, with the types, keys and collation it has.

These declarations are our own. They lack Koha's foreign keys, so that rows can be as broken as an old database's.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_COLUMNS: Final = {
    "systempreferences": """
        variable varchar(50) NOT NULL PRIMARY KEY,
        value mediumtext""",
    "branches": """
        branchcode varchar(10) NOT NULL DEFAULT '' PRIMARY KEY,
        branchname longtext NOT NULL""",
    "categories": """
        categorycode varchar(10) NOT NULL DEFAULT '' PRIMARY KEY,
        description longtext""",
    "itemtypes": """
        itemtype varchar(10) NOT NULL DEFAULT '' PRIMARY KEY,
        description longtext""",
    "authorised_values": """
        id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        category varchar(32) NOT NULL DEFAULT '',
        authorised_value varchar(80) NOT NULL DEFAULT '',
        lib varchar(200),
        UNIQUE KEY (category, authorised_value)""",
    "restriction_types": """
        code varchar(50) NOT NULL PRIMARY KEY,
        display_text text NOT NULL""",
    "circulation_rules": """
        id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        branchcode varchar(10),
        categorycode varchar(10),
        itemtype varchar(10),
        rule_name varchar(32) NOT NULL,
        rule_value varchar(32) NOT NULL,
        UNIQUE KEY (branchcode, categorycode, itemtype, rule_name),
        KEY (rule_name)""",
    "repeatable_holidays": """
        id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        branchcode varchar(10) NOT NULL,
        weekday smallint(6),
        day smallint(6),
        month smallint(6),
        KEY (branchcode)""",
    "special_holidays": """
        id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        branchcode varchar(10) NOT NULL,
        day smallint(6) NOT NULL DEFAULT 0,
        month smallint(6) NOT NULL DEFAULT 0,
        year smallint(6) NOT NULL DEFAULT 0,
        isexception smallint(1) NOT NULL DEFAULT 1,
        KEY (branchcode)""",
    "biblio": """
        biblionumber int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        title longtext,
        part_number longtext,
        part_name longtext""",
    "biblioitems": """
        biblioitemnumber int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        biblionumber int(11) NOT NULL DEFAULT 0,
        itemtype varchar(10),
        KEY (biblionumber)""",
    "items": """
        itemnumber int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        biblionumber int(11) NOT NULL DEFAULT 0,
        biblioitemnumber int(11) NOT NULL DEFAULT 0,
        barcode varchar(20),
        homebranch varchar(10),
        holdingbranch varchar(10),
        itype varchar(10),
        UNIQUE KEY (barcode),
        KEY (biblionumber)""",
    "borrowers": """
        borrowernumber int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        cardnumber varchar(32),
        surname longtext,
        firstname mediumtext,
        othernames longtext,
        streetnumber tinytext,
        address longtext,
        address2 mediumtext,
        city longtext,
        state mediumtext,
        zipcode tinytext,
        email longtext,
        emailpro mediumtext,
        phone mediumtext,
        mobile tinytext,
        dateofbirth date,
        branchcode varchar(10) NOT NULL DEFAULT '',
        categorycode varchar(10) NOT NULL DEFAULT '',
        dateenrolled date,
        dateexpiry date,
        password_expiration_date date,
        gonenoaddress tinyint(1),
        lost tinyint(1),
        debarred date,
        debarredcomment varchar(255),
        password varchar(60),
        login_attempts int(4) NOT NULL DEFAULT 0,
        UNIQUE KEY (cardnumber),
        KEY (branchcode),
        KEY (categorycode)""",
    "borrower_attributes": """
        id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        borrowernumber int(11) NOT NULL,
        code varchar(10) NOT NULL,
        attribute varchar(255),
        KEY (borrowernumber),
        KEY (code, attribute(191))""",
    "borrower_debarments": """
        borrower_debarment_id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        borrowernumber int(11) NOT NULL,
        expiration date,
        type varchar(50) NOT NULL,
        comment mediumtext,
        manager_id int(11),
        KEY (borrowernumber)""",
    "message_attributes": """
        message_attribute_id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        message_name varchar(40) NOT NULL DEFAULT '',
        UNIQUE KEY (message_name)""",
    "borrower_message_preferences": """
        borrower_message_preference_id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        borrowernumber int(11),
        message_attribute_id int(11) DEFAULT 0,
        KEY (borrowernumber),
        KEY (message_attribute_id)""",
    "borrower_message_transport_preferences": """
        borrower_message_preference_id int(11) NOT NULL DEFAULT 0,
        message_transport_type varchar(20) NOT NULL DEFAULT '0',
        PRIMARY KEY (borrower_message_preference_id, message_transport_type)""",
    "issues": """
        issue_id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        borrowernumber int(11),
        itemnumber int(11),
        date_due datetime,
        branchcode varchar(10),
        lastreneweddate datetime,
        renewals_count tinyint(4) NOT NULL DEFAULT 0,
        auto_renew tinyint(1) DEFAULT 0,
        issuedate datetime,
        onsite_checkout int(1) NOT NULL DEFAULT 0,
        UNIQUE KEY (itemnumber),
        KEY (borrowernumber),
        KEY (branchcode)""",
    "reserves": """
        reserve_id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        borrowernumber int(11) NOT NULL DEFAULT 0,
        reservedate date,
        biblionumber int(11) NOT NULL DEFAULT 0,
        item_group_id int(11),
        branchcode varchar(10) NOT NULL DEFAULT '',
        priority smallint(6) NOT NULL DEFAULT 1,
        found varchar(1),
        itemnumber int(11),
        expirationdate date,
        patron_expiration_date date,
        suspend tinyint(1) NOT NULL DEFAULT 0,
        suspend_until datetime,
        itemtype varchar(10),
        item_level_hold tinyint(1) NOT NULL DEFAULT 0,
        non_priority tinyint(1) NOT NULL DEFAULT 0,
        KEY (priority, found),
        KEY (borrowernumber),
        KEY (biblionumber),
        KEY (itemnumber)""",
    "old_reserves": """
        reserve_id int(11) NOT NULL PRIMARY KEY,
        borrowernumber int(11),
        biblionumber int(11),
        branchcode varchar(10),
        cancellationdate date,
        cancellation_reason varchar(80),
        itemnumber int(11),
        itemtype varchar(10),
        KEY (borrowernumber),
        KEY (biblionumber)""",
    "suggestions": """
        suggestionid int(8) NOT NULL AUTO_INCREMENT PRIMARY KEY,
        suggestedby int(11),
        suggesteddate date NOT NULL,
        lastmodificationdate date,
        STATUS varchar(10) NOT NULL DEFAULT '',
        archived tinyint(1) NOT NULL DEFAULT 0,
        title varchar(255),
        branchcode varchar(10),
        KEY (suggestedby)""",
    "illrequests": """
        illrequest_id bigint(20) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
        borrowernumber int(11),
        biblio_id int(11),
        branchcode varchar(50) NOT NULL DEFAULT '',
        status varchar(50),
        status_alias varchar(80),
        placed date,
        completed date,
        KEY (borrowernumber),
        KEY (biblio_id)""",
    "illrequestattributes": """
        illrequest_id bigint(20) unsigned NOT NULL,
        type varchar(200) NOT NULL,
        value mediumtext NOT NULL,
        PRIMARY KEY (illrequest_id, type(191))""",
}

TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        name: f"CREATE TABLE {name} ({columns}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci"
        for name, columns in _COLUMNS.items()
    }
)
"""The statement that makes each table."""
